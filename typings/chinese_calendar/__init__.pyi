"""The part of chinesecalendar that the policy uses; the package ships no types."""

import datetime as dt
from collections.abc import Mapping

holidays: Mapping[dt.date, str]
workdays: Mapping[dt.date, str]
