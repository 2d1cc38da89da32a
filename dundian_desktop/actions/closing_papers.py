"""The papers of the end of a stint: 工作总结, 调研报告 and 评估表, each drawn into memory (domain notes §4.2)."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.closing import Closing
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.policy.closed import month_figures
from dundian_desktop.policy.headlines import headlines
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.evaluation import evaluation_listing
from dundian_desktop.reports.listing import Listing, listing_pages
from dundian_desktop.reports.pdf import Pages, pages_of
from dundian_desktop.reports.summary import Signed, research_document, summary_document
from dundian_desktop.store.store import Store


def summary_paper(store: Store, closing: Closing, summary: Summary) -> Document:
    """Compose the summary of a stint, with the six figures as the last report told them."""
    stint = closing.stint
    figures = month_figures(closing.books, stint, stint.months[-1])
    return summary_document(summary, headlines(figures), (stint.starts, stint.ends), _signed(store, closing))


def research_paper(store: Store, closing: Closing, topic: ResearchTopic) -> Document:
    """Compose the report of a topic."""
    people = (closing.books.find(Member, one) for one in dict.fromkeys((topic.lead, *topic.members)))
    return research_document(topic, [one.name for one in people if one], _signed(store, closing))


def evaluation_paper(store: Store, closing: Closing) -> Listing:
    """Compose the form of the three who evaluate; what nobody filled yet is left blank for a pen."""
    demo = store.settings.get("demo", False)
    return evaluation_listing(closing.books.of(Evaluation), closing.group.name, demo=demo)


def summary_pages(
    store: Store, closing: Closing, summary: Summary, progress: Progress = SILENT, own_fonts: Path | None = None
) -> Pages:
    """Print a summary into memory; raises as `pages_of` does."""
    return pages_of(summary_paper(store, closing, summary), own_fonts=own_fonts, progress=progress)


def research_pages(
    store: Store, closing: Closing, topic: ResearchTopic, progress: Progress = SILENT, own_fonts: Path | None = None
) -> Pages:
    """Print the report of a topic into memory; raises as `pages_of` does."""
    return pages_of(research_paper(store, closing, topic), own_fonts=own_fonts, progress=progress)


def evaluation_pages(
    store: Store, closing: Closing, progress: Progress = SILENT, own_fonts: Path | None = None
) -> Pages:
    """Print the evaluation into memory; raises as `listing_pages` does."""
    return listing_pages(evaluation_paper(store, closing), own_fonts=own_fonts, progress=progress)


def _signed(store: Store, closing: Closing) -> Signed:
    group = closing.group
    return Signed(
        group=group.name,
        addressee=group.addressee or f"{group.dispatch_union}机关干部赴基层蹲点工作联络指导小组",
        day=clock.today(),
        demo=store.settings.get("demo", False),
    )
