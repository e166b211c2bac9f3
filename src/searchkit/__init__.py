"""searchkit: full-text search over a folder of saved news articles.

All that the facade takes or returns is exported here, and imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from searchkit.lazy import lazy_exports

if TYPE_CHECKING:
    from searchkit.article import (
        METADATA,
        Article,
        Candidate,
        Failure,
        Inset,
        ModelName,
        PartialDate,
        Precision,
        Provenance,
        Removed,
        Status,
    )
    from searchkit.corpus.adding import Left
    from searchkit.corpus.correcting import SaidOfArticle
    from searchkit.count_table import CountColumn, CountRow, CountTable
    from searchkit.engines import Order
    from searchkit.errors import (
        ArticleNotFound,
        ArticleUnreadable,
        ControlFileUnusable,
        CorpusMissing,
        CorpusShrunk,
        EditConflict,
        EngineUnavailable,
        IndexBlocked,
        IndexDamaged,
        IndexLocked,
        IndexMissing,
        IndexOutdated,
        IndexOvertaken,
        IndexUnavailable,
        IndexUnusable,
        InvalidArgument,
        NameNotFound,
        NotOffered,
        PasswordMissing,
        QueryError,
        SearchkitError,
        SearchTooSlow,
        SettingsError,
    )
    from searchkit.index.progress import RunProgress
    from searchkit.library import Library
    from searchkit.marked_article import MarkedArticle
    from searchkit.matching.highlights import MatchedTerm
    from searchkit.matching.snippets import ELLIPSIS, Mark, Snippet
    from searchkit.names_found import (
        CoMention,
        KindEvidence,
        NameEdge,
        NameGraph,
        NameKind,
        NameList,
        NameNode,
        NameReport,
        NameRow,
        QuoteOfName,
    )
    from searchkit.other_queries import (
        Misspelt,
        Reading,
        Relaxed,
        Spelling,
        SuggestedName,
        Suggestions,
    )
    from searchkit.quotes.quotation import Quotation, Speaker
    from searchkit.reports import (
        CheckReport,
        FieldSummary,
        IndexStatus,
        PartStatus,
        Progress,
        ServersStatus,
        UpdateReport,
    )
    from searchkit.results import (
        Explanation,
        Hit,
        KwicLine,
        Page,
        QueryRow,
        QuoteList,
        Results,
        Similar,
        SimilarHit,
        SpeakerCount,
        StoryList,
    )
    from searchkit.schema import DEFAULT_FACETS, FACETS, OWN_FIELDS, UNKNOWN_VALUE, is_facet
    from searchkit.search.batch import NamedQuery, named_queries
    from searchkit.search.counting import COUNTED_BY, CountRequest
    from searchkit.search.grouping import HitPlace
    from searchkit.search.keyness import TellingTerm, TermList, TermRequest
    from searchkit.search.listings import AllQuotes
    from searchkit.search.name_search import name_list, name_report
    from searchkit.search.records.record_file import MAX_RECORD, record_as_toml, record_from_toml
    from searchkit.search.records.search_record import RecordedHit, Searched, SearchRecord
    from searchkit.search.records.verification import Difference, Verification
    from searchkit.search.request import Group, SearchRequest
    from searchkit.search.saved_searches import FollowedSearch, SavedSearch
    from searchkit.search.searcher import MAX_SUGGESTIONS, Searcher
    from searchkit.search.snapshot import IndexFacts, Snapshot, SnapshotIterator
    from searchkit.search.stories import StoryOrder
    from searchkit.settings import Settings
    from searchkit.stories.comparison import Comparison, Differing, Passage, Row
    from searchkit.stories.links import Link, Side
    from searchkit.stories.quote_clusters import Citation, QuoteCluster, QuoteMention
    from searchkit.stories.story import Counts, First, InStory, Member, Related, Role, Story
    from searchkit.syntax import Operator

__all__ = [
    "COUNTED_BY",
    "DEFAULT_FACETS",
    "ELLIPSIS",
    "FACETS",
    "MAX_RECORD",
    "MAX_SUGGESTIONS",
    "METADATA",
    "OWN_FIELDS",
    "UNKNOWN_VALUE",
    "AllQuotes",
    "Article",
    "ArticleNotFound",
    "ArticleUnreadable",
    "Candidate",
    "CheckReport",
    "Citation",
    "CoMention",
    "Comparison",
    "ControlFileUnusable",
    "CorpusMissing",
    "CorpusShrunk",
    "CountColumn",
    "CountRequest",
    "CountRow",
    "CountTable",
    "Counts",
    "Difference",
    "Differing",
    "EditConflict",
    "EngineUnavailable",
    "Explanation",
    "Failure",
    "FieldSummary",
    "First",
    "FollowedSearch",
    "Group",
    "Hit",
    "HitPlace",
    "InStory",
    "IndexBlocked",
    "IndexDamaged",
    "IndexFacts",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexOvertaken",
    "IndexStatus",
    "IndexUnavailable",
    "IndexUnusable",
    "Inset",
    "InvalidArgument",
    "KindEvidence",
    "KwicLine",
    "Left",
    "Library",
    "Link",
    "Mark",
    "MarkedArticle",
    "MatchedTerm",
    "Member",
    "Misspelt",
    "ModelName",
    "NameEdge",
    "NameGraph",
    "NameKind",
    "NameList",
    "NameNode",
    "NameNotFound",
    "NameReport",
    "NameRow",
    "NamedQuery",
    "NotOffered",
    "Operator",
    "Order",
    "Page",
    "PartStatus",
    "PartialDate",
    "Passage",
    "PasswordMissing",
    "Precision",
    "Progress",
    "Provenance",
    "QueryError",
    "QueryRow",
    "Quotation",
    "QuoteCluster",
    "QuoteList",
    "QuoteMention",
    "QuoteOfName",
    "Reading",
    "RecordedHit",
    "Related",
    "Relaxed",
    "Removed",
    "Results",
    "Role",
    "Row",
    "RunProgress",
    "SaidOfArticle",
    "SavedSearch",
    "SearchRecord",
    "SearchRequest",
    "SearchTooSlow",
    "Searched",
    "Searcher",
    "SearchkitError",
    "ServersStatus",
    "Settings",
    "SettingsError",
    "Side",
    "Similar",
    "SimilarHit",
    "Snapshot",
    "SnapshotIterator",
    "Snippet",
    "Speaker",
    "SpeakerCount",
    "Spelling",
    "Status",
    "Story",
    "StoryList",
    "StoryOrder",
    "SuggestedName",
    "Suggestions",
    "TellingTerm",
    "TermList",
    "TermRequest",
    "UpdateReport",
    "Verification",
    "is_facet",
    "name_list",
    "name_report",
    "named_queries",
    "record_as_toml",
    "record_from_toml",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "searchkit.article": """
            Article Candidate Failure Inset METADATA ModelName PartialDate Precision Provenance
            Removed Status
        """,
        "searchkit.corpus.adding": "Left",
        "searchkit.corpus.correcting": "SaidOfArticle",
        "searchkit.count_table": "CountColumn CountRow CountTable",
        "searchkit.engines": "Order",
        "searchkit.errors": """
            ArticleNotFound ArticleUnreadable ControlFileUnusable CorpusMissing CorpusShrunk
            EditConflict EngineUnavailable IndexBlocked IndexDamaged IndexLocked IndexMissing
            IndexOutdated IndexOvertaken IndexUnavailable IndexUnusable InvalidArgument
            NameNotFound NotOffered PasswordMissing QueryError SearchTooSlow SearchkitError
            SettingsError
        """,
        "searchkit.index.progress": "RunProgress",
        "searchkit.library": "Library",
        "searchkit.marked_article": "MarkedArticle",
        "searchkit.matching.highlights": "MatchedTerm",
        "searchkit.matching.snippets": "ELLIPSIS Mark Snippet",
        "searchkit.names_found": """
            CoMention KindEvidence NameEdge NameGraph NameKind NameList NameNode NameReport
            NameRow QuoteOfName
        """,
        "searchkit.other_queries": "Misspelt Reading Relaxed Spelling SuggestedName Suggestions",
        "searchkit.quotes.quotation": "Quotation Speaker",
        "searchkit.reports": """
            CheckReport FieldSummary IndexStatus PartStatus Progress ServersStatus UpdateReport
            """,
        "searchkit.results": """
            Explanation Hit KwicLine Page QueryRow QuoteList Results Similar SimilarHit
            SpeakerCount StoryList
        """,
        "searchkit.schema": "DEFAULT_FACETS FACETS OWN_FIELDS UNKNOWN_VALUE is_facet",
        "searchkit.search.batch": "NamedQuery named_queries",
        "searchkit.search.counting": "COUNTED_BY CountRequest",
        "searchkit.search.grouping": "HitPlace",
        "searchkit.search.listings": "AllQuotes",
        "searchkit.search.name_search": "name_list name_report",
        "searchkit.search.records.record_file": "MAX_RECORD record_as_toml record_from_toml",
        "searchkit.search.records.search_record": "RecordedHit SearchRecord Searched",
        "searchkit.search.records.verification": "Difference Verification",
        "searchkit.search.keyness": "TellingTerm TermList TermRequest",
        "searchkit.search.request": "Group SearchRequest",
        "searchkit.search.saved_searches": "FollowedSearch SavedSearch",
        "searchkit.search.searcher": "MAX_SUGGESTIONS Searcher",
        "searchkit.search.snapshot": "IndexFacts Snapshot SnapshotIterator",
        "searchkit.search.stories": "StoryOrder",
        "searchkit.settings": "Settings",
        "searchkit.stories.comparison": "Comparison Differing Passage Row",
        "searchkit.stories.links": "Link Side",
        "searchkit.stories.quote_clusters": "Citation QuoteCluster QuoteMention",
        "searchkit.stories.story": "Counts First InStory Member Related Role Story",
        "searchkit.syntax": "Operator",
    },
)
