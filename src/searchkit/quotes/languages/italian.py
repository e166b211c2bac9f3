"""Italian."""

from __future__ import annotations

from searchkit.quotes.languages.language import ROLES, Language, words

_ITALIAN_ARE = "|".join(
    """
    dichiar afferm spieg racont raccont sottoline precis comment annunci osserv assicur ricord
    ribatt ribad attacc denunci lament conferm not rimarc rivel confid ironizz argoment
    """.split()
)
ITALIAN = Language(
    code="it",
    verbs=rf"(?:(?:ha|aveva|avrebbe)\s(?:(?:poi|anche|inoltre)\s)?(?:(?:{_ITALIAN_ARE})ato|detto"
    rf"|aggiunto|scritto"
    r"|risposto|concluso|proseguito|sostenuto|ammesso|riferito|ribadito|avvertito|chiesto"
    r"|chiarito)"
    rf"|(?:{_ITALIAN_ARE})(?:a|ò|ava)|disse|dice|diceva|scrive|scrisse|aggiunge|aggiunse|risponde"
    rf"|rispose"
    r"|conclude|concluse|prosegue|sostiene|ammette|ribadisce|avverte|chiarisce|riferisce"
    r"|fa\ssapere)",
    only=r"così",
    roles=rf"""(?:{ROLES}
    | (?:vice|ex)?-?(?:president[ea]|presidentessa|ministr[oa]|premier|sindac[oa]|portavoce
    |segretari[oa]|direttore
    |direttrice|capo|cancelliere|governatore|senatore|senatrice|deputat[oa]|ambasciatore
    |ambasciatrice|assessore
    |generale|colonnello|comandante|re|regina|papa|avvocat[oa]|procuratore|giudice|professore
    |professoressa|dottore
    |dottoressa|economista|giornalista|leader|allenatore|tecnico|attore|attrice|scrittore
    |scrittrice|onorevole
    |commissari[oa]|consigliere|capogruppo|coordinatore|signor[ae]?))""",
    according=r"(?:secondo)",
    he=words("lui egli"),
    she=words("lei ella"),
    prepositions=words(
        "a ad al alla ai alle in nel nella con per su sul sulla da dal dalla tra fra contro durante"
    ),
    of=words("di del della dei delle degli dell' d'"),
    articles=words("il lo la i gli le l' un uno una"),
    particles=words("di de del della da dal d' van von der"),
    adverbs=words(
        """anche poi inoltre ieri oggi lunedì martedì mercoledì giovedì venerdì sabato domenica
        ma e così quindi infine intanto ancora lo gli le si"""
    ),
    joins=words("e o che cui ma mentre"),
    that=words("che"),
    negations=words("non mai né"),
    of_another=words(
        """moglie marito figlio figlia fratello sorella madre padre vedova avvocato legale
        portavoce"""
    ),
    abbreviated=r"Sig|Dott|Prof|On|Avv",
    drops_subject=True,
)  # fmt: skip
