"""Portuguese."""

from __future__ import annotations

from searchkit.quotes.languages.language import ROLES, Language, words

_PORTUGUESE_AR = "|".join(
    """
    afirm declar explic acrescent ressalt destac avali coment cont assegur anunci inform critic
    lament indic relat consider observ justific confirm revel argument sublinh record salient
    adiant garant reforç realç alert esclarec aleg
    """.split()
)
PORTUGUESE = Language(
    code="pt",
    verbs=rf"(?:(?:tinha|havia|tem)\s(?:dito|(?:{_PORTUGUESE_AR})ado)|(?:{_PORTUGUESE_AR})(?:ou|a"
    rf"|ava)"
    r"|disse|diz|dizia|escreveu|escreve|respondeu|responde|defendeu|defende|garantiu|garante"
    r"|concluiu|conclui"
    r"|admitiu|admite|acrescentou|prosseguiu|prossegue|insistiu|insiste|reconheceu|reconhece"
    r"|advertiu"
    r"|sustentou|referiu|refere|sugeriu|esclareceu|questionou|lembrou|lembra|ironizou|frisou"
    r"|frisa)",
    roles=rf"""(?:{ROLES}
    | (?:vice|ex)?-?(?:president[ea]|ministr[oa]|prefeit[oa]|porta-voz|secretári[oa]|diretora?
    |director[a]?|chefe
    |chanceler|governadora?|senadora?|deputad[oa]|embaixadora?|general|coronel|comandante|rei
    |rainha|papa
    |advogad[oa]|procuradora?|juiz|juíza|professora?|doutora?|economista|jornalista|líder
    |treinadora?|técnico
    |atriz|ator|escritora?|delegad[oa]|vereadora?|coordenadora?|pesquisadora?|dirigente
    |senhora?))""",
    according=r"(?:segundo|de\sacordo\scom|(?-i:Para))",
    he=words("ele este"),
    she=words("ela esta"),
    prepositions=words(
        "a ao à aos às em no na nos nas com por pelo pela para sobre entre contra durante até sem"
    ),
    of=words("de do da dos das"),
    articles=words("o a os as um uma seu sua"),
    particles=words("de do da dos das van von der"),
    adverbs=words(
        """também ainda ontem hoje segunda terça quarta quinta sexta sábado domingo já mas e depois
        então finalmente enquanto assim como lhe nos se"""
    ),
    joins=words("e ou que quem cujo mas enquanto"),
    that=words("que"),
    negations=words("não nunca nem"),
    of_another=words(
        """mulher marido esposa filho filha irmão irmã mãe pai viúva advogado porta-voz"""
    ),
    abbreviated=r"Sr|Sra|Dr|Dra|D|Prof",
    drops_subject=True,
)  # fmt: skip
