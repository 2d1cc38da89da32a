"""Small widgets that know no ledger: every page is put together from them."""
