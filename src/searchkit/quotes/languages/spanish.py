"""Spanish."""

from __future__ import annotations

from searchkit.quotes.languages.language import ROLES, Language, words

_SPANISH_AR = "|".join(
    """
    afirm declar asegur explic señal indic manifest coment subray destac expres recalc pregunt
    apunt alert argument precis lament critic denunci acus confes relat detall agreg aclar avis
    reclam reiter rechaz resalt revel sentenci asever zanj remarc matiz puntualiz enfatiz adelant
    apostill inform ironiz public anunci consider opin augur celebr justific reflexion rememor
    narr cont record externó aport abund aconsej valor vaticin rese añor ratific
    """.split()
)
_SPANISH_IR = (
    r"dijo|dice|decía|dicen|añadió|añade|añadía|insistió|insiste|insistía|sostuvo|sostiene"
    r"|reconoció|reconoce|reconocía"
    r"|admitió|admite|admitía|respondió|responde|respondía|advirtió|advierte|escribió|escribe"
    r"|concluyó|concluye|defendió"
    r"|defiende|defendía|prosiguió|prosigue|cuenta|recuerda|mantiene|mantuvo|pidió|exigió"
    r"|sugirió|sugiere|refirió|refiere"
    r"|expuso|expone|cree|se\squeja|se\spreguntó|se\spregunta|contestó|contesta|tuiteó|sintetizó"
    r"|bromeó"
    r"|manifiesta|muestra|reflexiona|propuso|predijo|compartió|comparte|externó|prometió|promete"
)
_SPANISH_DONE = (
    rf"(?:{_SPANISH_AR})ado|dicho|añadido|insistido|sostenido|reconocido|admitido|respondido"
    r"|advertido|escrito|concluido|defendido|mantenido|pedido|sugerido|expuesto|contestado"
    r"|recordado|bromeado|proseguido|tuiteado|exigido"
)
_AR_NOW = rf"(?:{_SPANISH_AR})(?:ó|a|aba|aría)"

SPANISH = Language(
    code="es",
    verbs=rf"(?:(?:se\s)?(?:ha|había|habría)\s(?:(?:también|además|asimismo)\s)?(?:{_SPANISH_DONE})"
    rf"|{_AR_NOW}|{_SPANISH_IR})",
    roles=rf"""(?:{ROLES}
    | (?:vice|ex|sub)?-?(?:president[ea]|ministr[oa]|alcald(?:e|esa)|portavoz|vocera?
    |secretari[oa]|director[ae]?
    |jef[ea]|canciller|gobernadora?|senadora?|embajador[ae]?|diputad[oa]|consejer[oa]|fiscal
    |jue[zc][a]?
    |coordinadora?|comisari[oa]|general|coronel|capitán|comandante|rey|reina|papa|príncipe|princesa
    |abogad[oa]|profesora?|doctora?|economista|periodista|analista|expert[oa]|investigadora?|líder
    |candidat[oa]|concejala?|mandatari[oa]|entrenadora?|técnico|seleccionador|delantero|portero
    |actor|actriz|cantante|escritora?|director|médic[oa]|politólog[oa]|historiadora?|titular
    |legisladora?
    |dirigente|delegad[oa]|activista|responsable|señora?|señorita|monseñor|obispo|cardenal
    |padre))""",
    according=r"(?:según|de\sacuerdo\scon|(?-i:Para))",
    he=words("él este éste"),
    she=words("ella esta ésta"),
    prepositions=words(
        """a al en con por para sin sobre entre hacia hasta desde contra tras durante ante bajo
        mediante según vía"""
    ),
    of=words("de del la las los"),
    articles=words("el la los las un una su este esta"),
    particles=words("de del la los las van von der da di dos san"),
    adverbs=words(
        """también además asimismo ayer hoy lunes martes miércoles jueves viernes sábado domingo
        no_ ya pero y después luego entonces finalmente mientras así como incluso le les nos se lo
        me previamente posteriormente ahora cuando anoche mismo mañana tarde noche semana pasada
        pasado aunque"""
    ),
    joins=words("y e o que quien cuyo donde pero mientras"),
    that=words("que"),
    negations=words("no nunca tampoco ni"),
    of_another=words("esposa esposo mujer marido hijo hija hermano hermana madre padre viuda"
                     " abogado abogada portavoz vocero"),
    abbreviated=r"Sr|Sra|Dr|Dra|D|Lic|Ing|Gral|Sto|Sta|EE|UU",
    drops_subject=True,
)  # fmt: skip
