"""What the policy (湘工发〔2022〕8号) asks, as pure functions over records: what is counted, and what is checked.

* `books`: the records that are counted; `span`: the stint, its months and the days a figure covers.
* `kpi`: the dictionary of indicators (K001…) and the figures of one month; one module for each group of indicators.
* `checks`: what a stint, or a month before it is reported, lacks or contradicts; `duties`: what is checked; `check_*`:
  the checks, each module a group of duties; `parameters`: the thresholds they stand on.
* `calendar`: working days with 调休; `arrangement`: the holidays of one year, as a file holds them.
"""
