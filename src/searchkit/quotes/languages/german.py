"""German."""

from __future__ import annotations

from searchkit.quotes.languages.language import Language, words

GERMAN = Language(
    code="de",
    verbs=r"""(?:sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|schrieb|schreibt
    |kritisierte
    |kritisiert|warnte|warnt|forderte|fordert|berichtete|berichtet|versicherte|versichert|schätzt
    |schätzte|mahnte|mahnt
    |äußerte|prognostizierte|ergänzte|ergänzt|twitterte|kommentierte|kommentiert|bekräftigte
    |bekräftigt
    |bilanzierte|bilanziert|urteilte|urteilt|vermutet|vermutete|protestierte|erzählt|erzählte
    |erläuterte
    |erläutert|behauptete|behauptet|entgegnete|antwortete|antwortet|bestätigte|bestätigt|bedauerte
    |bedauert|resümierte|resümiert|konstatierte|konstatiert|verkündete|beklagte|beklagt|beteuerte
    |unterstrich|unterstreicht|hofft|glaubt|findet|fragt|fragte|lobte|lobt|verriet|verrät|witzelte
    |scherzte|schwärmte|schwärmt|konterte|kontert|appellierte|appelliert|analysierte|analysiert
    |schimpfte|erinnert\ssich|erinnerte\ssich|freut\ssich|freute\ssich|wundert\ssich|gestand|rief
    |fügt(?:e)?(?=[^.\n]{1,80}?\shinzu\b)|räumt(?:e)?(?=[^.\n]{1,80}?\sein\b)
    |gab(?=[^.\n]{1,80}?\szu\b)|gibt(?=[^.\n]{1,80}?\szu\b)|merkt(?:e)?(?=[^.\n]{1,80}?\san\b)
    |teilt(?:e)?(?=[^.\n]{1,80}?\smit\b)|führt(?:e)?(?=[^.\n]{1,80}?\saus\b)
    |stellt(?:e)?(?=[^.\n]{1,80}?\sklar\b)|kündigt(?:e)?(?=[^.\n]{1,80}?\san\b)
    |fuhr(?=[^.\n]{1,80}?\sfort\b)|regt(?:e)?(?=[^.\n]{1,80}?\san\b))""",
    only=r"so|heißt\ses\sbei|wie(?=\s[^.\n]{2,100}?\s(?:sagte|sagt|erklärte|betonte|meinte)\b)",
    roles=r"(?:herr|frau|dr\.|prof\.|vize|boss|star|wirt|rat|major)",
    role_ends=tuple(
        """
        vorsitzende vorsitzender vorsitzenden beauftragte beauftragter beauftragten abgeordnete
        abgeordneter abgeordneten -profi -star analyst analystin antin antor anwalt anwältin arzt
        autor autorin berater
        beraterin besitzer besitzerin biologe biologin bischof bischöfin boss botschafter
        botschafterin bürgermeister bürgermeisterin chef chefin coach dekan direktor
        direktorin entin ermittler ermittlerin experte expertin forscher forscherin führer
        gastwirt general generalin geschäftsführer geschäftsführerin gründer gründerin
        historiker historikerin händler inhaber inhaberin alist onist urist olist ialist istin
        journalist journalistin
        jurist juristin kandidat kandidatin kanzler kanzlerin kapitän kapitänin kollege
        kollegin kommandeur kommentator kommentatorin kommissar kommissarin koordinator
        koordinatorin kritiker könig königin landrat landrätin landwirt legende lehrer
        lehrerin leiter leiterin login macher macherin manager managerin mediziner medizinerin
        meister meisterin minister ministerin oberst obfrau obmann ologe ologin papst
        parteichefin pfarrer pfarrerin physiker physikerin politiker politikerin premier prinz
        professor professorin promoter präsident präsidentin referent referentin regisseur
        regisseurin rektor rektorin reporter reporterin richter richterin rätin schauspieler
        schauspielerin schüler schülerin sekretär sekretärin senator senatorin spezialist
        spezialistin spieler spielerin sprecher sprecherin stadtrat
        ständerat nationalrat bundesrat regierungsrat gemeinderat stürmer sänger sängerin
        torwart trainer trainerin verwalter veteran vize vorstand vorständin weltmeister
        wissenschaftler wissenschaftlerin ärin ärztin ökonom ökonomin
        """.split()
    ),
    according=r"(?:laut|(?:nach\sAngaben|nach\sWorten|nach\sAussage|nach\sAussagen"
    r"|nach\sDarstellung)\svon|zufolge)",
    he=words("er dieser"),
    she=words("sie diese"),
    prepositions=words(
        """am im in bei zu zum zur mit nach vor auf an aus von vom für über gegen um durch ohne seit
        während wegen unter zwischen laut gegenüber ins ans"""
    ),
    of=words("der des von vom den dem"),
    articles=words("der die das ein eine dem den des sein seine ihr ihre"),
    particles=words("von van zu der den de la le di da bin al el zum zur ten"),
    adverbs=words(
        """auch jedoch aber und dann dazu dabei später zuvor außerdem hingegen dagegen weiter nun
        noch
        schon gestern heute montag dienstag mittwoch donnerstag freitag samstag sonntag hat habe
        selbst nur so wie als doch allerdings zudem ebenfalls sowie weder denn weil dennoch jemand
        niemand man viele einige alle wir ich gleichzeitig zugleich
        anschließend schließlich daraufhin trotzdem deshalb daher übrigens tatsächlich insgesamt
        natürlich inzwischen mittlerweile derweil danach damals bereits erst immerhin letztlich
        offenbar weiterhin hier dort da"""
    ),
    joins=words("und oder sowie aber dass die der welche während"),
    that=words("dass"),
    negations=words("nicht nie kein keine"),
    of_another=words("ehefrau ehemann sohn tochter bruder schwester mutter vater witwe"),
    abbreviated=r"Dr|Prof|St|bzw|ca|Nr|z|B|u|a|Mio|Mrd|Co",
    has_large_nouns=True,
)
