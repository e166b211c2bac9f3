"""Polish."""

from __future__ import annotations

from searchkit.quotes.languages.language import Language, words

_POLISH_PAST = "|".join(
    """
    powiedzia doda stwierdzi podkreśli oceni zaznaczy wyjaśni poinformowa oświadczy przyzna
    zapewni napisa zauważy przekonywa tłumaczy mówi ogłosi skomentowa wskaza przypomnia odpowiedzia
    zwróci opowiada zapowiedzia relacjonowa
    """.split()
)
POLISH = Language(
    code="pl",
    verbs=rf"(?:(?:{_POLISH_PAST})(?:ł|ła)|powiedział|powiedziała|mówi|uważa|komentuje|tłumaczy"
    rf"|przekonuje|pisze|dodaje"
    r"|podkreśla|ocenia|wyjaśnia|stwierdza|zaznacza|przyznaje|zauważa|twierdzi|opowiada"
    r"|relacjonuje)",
    roles=r"""(?:pan|pani|dr|prof\.?|gen\.|płk|ks\.|bp|abp|wice\p{L}+|eks\p{L}+|
    (?:prezydent|minister|premier|szef|gubernator|poseł|posłanka|senator|marszałek|rzecznik
    |generał|pułkownik|ambasador
    |burmistrz|dyrektor|ekspert|analityk|adwokat|mecenas|profesor|lider|sekretarz|politolog
    |ekonomist|dziennikar
    |kierowni|przewodnicz|członk|trener|reżyser|pisarz|prawnik|lekarz|aktor|historyk|prokurator
    |sędzia|kardynał|biskup
    |prezes|starosta|wojewoda|radny|radna|europos|wiceminister|komendant|polityk)\p{L}{0,20})""",
    according=r"(?:według|zdaniem)",
    he=words("on"),
    she=words("ona"),
    prepositions=words("w we na po o z ze do dla przy od za pod nad przed przez między bez u"),
    of=words(""),
    articles=words(""),
    particles=words("de di da van von der"),
    adverbs=words(
        """także wcześniej wczoraj dziś dzisiaj później potem już jednak a i ale jeszcze sam sama
        tak
        jak też również natomiast dziennikarzom następnie"""
    ),
    joins=words("i lub oraz że który która ale a gdzie"),
    that=words("że"),
    negations=words("nie ani"),
    of_another=words(
        """żona mąż syn córka brat siostra matka ojciec wdowa adwokat rzecznik rzeczniczka"""
    ),
    abbreviated=r"dr|prof|gen|ks|bp|r|ul|im|tys|mln|mld|św",
    is_slavic=True,
    drops_subject=True,
)  # fmt: skip
