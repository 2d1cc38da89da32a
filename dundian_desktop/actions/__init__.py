"""One function for one act of a person that joins several services; window and command line call these."""
