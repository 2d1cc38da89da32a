"""What is printed: a report as a value, and the page it becomes.

Only this package may import reportlab.

* `document`: the value; a composer of a product (month, deeds, ...) makes one.
* `grid`: the value laid out by GB/T 9704-2012, as sheets of marks.
* `pdf`: the sheets written to a file.
* `listing`: any table of strings on A4 across.
* `blank_form`: the empty form of any ledger, to be written by hand.
"""
