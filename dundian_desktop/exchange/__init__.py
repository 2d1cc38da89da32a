"""How records travel: signed by their author, sealed to their reader, carried on a stick."""
