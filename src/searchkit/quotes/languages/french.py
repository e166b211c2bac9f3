"""French."""

from __future__ import annotations

from searchkit.quotes.languages.language import ROLES, Language, words

_FRENCH_ER = "|".join(
    """
    déclar affirm expliqu ajout indiqu soulign estim précis assur annonc confi lanc martel rappel
    comment témoign racont insist not observ regrett dénonc critiqu plaid tonn ironis résum jug
    analys détaill confirm argument répliqu rétorqu tempêt lâch gliss souffl spécifi expos constat
    considèr considér prévien pens signal récapitul s[’']inquièt s[’']inquiét s[’']interrog
    s[’']exclam s[’']emport s[’']agac s[’']insurg s[’']indign s[’']étonn se\\sfélicit se\\sdésol
    s[’']amus questionn balay admonest abond embray enchaîn nuanc rassur accus révèl révél
    """.split()
)
_FRENCH_DONE = (
    rf"(?:{_FRENCH_ER})é|dit|écrit|prévenu|répondu|poursuivi|conclu|reconnu|admis|fait\ssavoir"
    r"|fait\svaloir|repris|averti|soutenu|garanti|promis|tweeté|réagi|redit|appris"
)
_FRENCH_NOW = (
    rf"(?:{_FRENCH_ER})(?:e|ait|a)|dit|disait|écrit|écrivait|prévient|prévenait|répond|répondait"
    r"|poursuit|poursuivait|conclut|concluait|reconnaît|reconnait|reconnaissait|admet|admettait"
    r"|reprend|avertit|soutient|soutenait|réagit|réagissait|promet|tranche|se\sréjouit|renchérit"
    r"|sourit|tweete|croit|se\ssouvient|maintient|retient|appelle|fait\ssavoir|fait\svaloir"
)

FRENCH = Language(
    code="fr",
    verbs=rf"(?:(?:n[’']a|l[’']a|a|avait|aura|aurait)\s(?:(?:également|aussi|ensuite|encore"
    rf"|notamment|"
    rf"toutefois|alors|ainsi|par\sailleurs|déjà|enfin|immédiatement|même|simplement|pourtant"
    rf"|récemment)\s)?"
    rf"(?:{_FRENCH_DONE})|s[’']est\s(?:\p{{Ll}}+ment\s)?(?:félicitée?|indignée?|inquiétée?"
    rf"|interrogée?"
    rf"|exclamée?|réjouie?|défendue?|insurgée?|emportée?|agacée?|étonnée?|amusée?|justifiée?"
    rf"|désolée?)|{_FRENCH_NOW})",
    joined=rf"(?:(?:a|avait|aurait)-t-(?P<he>il|elle)\s(?:(?:également|aussi|ensuite|encore|notamment"
    rf"|toutefois|alors|ainsi|par\sailleurs|enfin)\s)?(?:{_FRENCH_DONE})|(?:{_FRENCH_NOW})-(?:t-)?"
    rf"(?P<she>il|elle)|s[’']est-(?P<it>il|elle)\s\p{{Ll}}+)",
    roles=rf"""(?:{ROLES}
    | (?:vice-|ex-|co-|sous-)?(?:présidente?|ministre|premier|première|général|colonel|maire
    |députée?
    |porte-parole|secrétaire|directeur|directrice|professeure?|chef|cheffe|ambassadeur|ambassadrice
    |capitaine|commandant|sénateur|sénatrice|préfet|préfète|procureure?|avocate?|eurodéputée?
    |économiste|sociologue|historienne?|politologue|chercheuse|chercheur|journaliste|patron|patronne
    |leader|docteur|maître|me|juge|commissaire|chancelier|chancelière|roi|reine|prince|princesse
    |pape
    |entraîneur|sélectionneur|attaquant|milieu|défenseur|gardien|candidate?|militante?|auteure?
    |écrivaine?|conseiller|conseillère|médecin|responsable|expert|experte|analyste|fondateur|PDG|pdg
    |coordinateur|coordinatrice|délégué|déléguée|syndicaliste|élue?|lieutenant|monsieur|madame))""",
    according=r"(?:selon|d[’']après|(?-i:Pour))",
    he=words("il lui"),
    she=words("elle"),
    prepositions=words(
        """à au aux en dans sur lors avec pour par chez contre vers sans sous entre depuis après
        avant devant face"""
    ),
    of=words("de du des d' l' la les"),
    articles=words("le la les l' un une cet cette ce son sa notre leur"),
    particles=words("de du la le le des d' van von der den el al ben bin da di dos"),
    adverbs=words(
        """également aussi ensuite encore notamment toutefois alors ainsi déjà enfin mais et or car
        hier aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche matin soir même
        pourtant puis donc ce jeudi-là quand comme lorsque selon"""
    ),
    joins=words("et ou dont qui que où tandis mais"),
    that=words("que qu'"),
    negations=words("ne n' pas jamais"),
    of_another=words("épouse femme mari fils fille frère sœur mère père veuve compagne"
                     " avocat avocate porte-parole"),
    abbreviated=r"MM?|Mme|Mlle|Dr|Pr|St|Me",
)  # fmt: skip
