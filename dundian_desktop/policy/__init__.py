"""What the policy (湘工发〔2022〕8号) asks, as pure functions over records: what is counted, and what is checked.

* `books`: the records that are counted; `span`: the stint, its months and the days a figure covers.
* `kpi`: the dictionary of indicators (K001…) and the figures of one month; one module for each group of indicators.
* `checks`: what a month still lacks or contradicts, before it is reported.
* `calendar`: working days with 调休; `arrangement`: the holidays of one year, as a file holds them.
"""
