"""Words of languages other than English that decide what is a name in them, by language."""

from __future__ import annotations

from collections.abc import Mapping

#: What begins a sentence, besides days and months.
OPENING: Mapping[str, str] = {
    "ru": """
    а без был была было были в вам вас весь во вот все всё вы где да даже для до его ее её если
    ещё же за здесь и из или им их к как когда который которые кто ли лишь между мне мы на над
    наш не нет но ну о об однако он она они оно от очень перед по под позже после потом потому
    почему при про раз с сам свой себя сегодня сейчас со согласно среди так также там тем теперь
    то тогда того тоже только тот три ты у уже хотя чем через что чтобы эта эти это этот я сми
    вторая второй первая первый поэтому вокруг традиционно исторически
    """,
    "uk": """
    а без був була було були в вам вас весь ви від він вона вони воно все де для до його її ї і
    з за із ім їх й коли кожен ли між ми на над не ні ну о однак от перед по під після при про
    раз себе сьогодні так також там то тоді той тому у що щоб це цей ця ці як який які якщо я
    """,
    "de": """
    auch aber als am an auf aus bei bis da das dass dem den der des die dies diese dieser doch
    ein eine einem einen einer er es für gegen hier ich ihr im in ist ja jetzt kein mit nach
    nicht noch nun nur ob oder schon seit sie sind so und um unter von vor was weil wenn wer wie
    wir zu zum zur
    """,
    "fr": """
    alors après au aucun aussi autre avant avec car ce cela ces cet cette chez comme dans de
    depuis des dès deux donc du elle elles en encore enfin entre est et face ici il ils je
    jusque l la là le les leur lors lorsque mais malgré même moins n ne ni nos notre nous on ou
    où outre par parmi pas pendant peu plus plusieurs pour pourquoi puis quand quant que quel
    qui quoi sa sans se selon ses si son sous sur tous tout toute toutefois trois très un une
    vers voici voilà vos votre vous à aux devant concernant seul seule seuls durant contre
    """,
    "es": """
    a además ahora al algunos ante antes aquí así aun aunque ayer bajo cada como con contra
    cuando cuatro dado de del desde después donde dos durante e el él ella ellas ellos en
    entonces entre era es esa ese eso esta está estas este esto estos fue ha hace hasta hay hoy
    la las le les lo los luego mañana más me mi mientras muchos muy nada ni ningún no nos
    nosotros nuestro o otra otro otros para pero poco por porque primero pues que qué quien
    quién se según ser si sí siempre sin sino sobre son su sus también tampoco tan tanto te
    tiene toda todas todo todos tras tres tu un una uno unos y ya yo afortunadamente actualmente
    """,
    "it": """
    a ad ai al alla alle allo anche ancora c che chi ci ciò col come con contro cosa così cui d
    da dagli dai dal dalla dalle degli dei del dell della delle dello di dopo dove due durante e
    è ed era essi fino fra fu gli ha hanno i il in infine inoltre invece io l la le lei lo loro
    lui ma mentre mi molti ne negli nei nel nell nella nelle nello no noi non nostro o ogni oggi
    ora per perché però più poi prima qualche quando quanto quattro quella quelle quelli quello
    questa queste questi questo qui se secondo sei senza si sia sono sotto su sua sue sui sul
    sulla suo suoi tra tre tu tutta tutti tutto un una uno vi nato nata solo soltanto
    inizialmente attualmente originariamente alcune alcuni quindi tuttavia attorno subito
    appunto
    """,
    "pt": """
    a ainda além algumas alguns antes ao aos apesar após aqui as assim até cada com como contra
    da daqui das de dela dele depois desde dessa desse desta deste do dois dos durante e é ela
    elas ele eles em embora enquanto então entre era essa esse esta está este eu foi há hoje
    isso isto já lá lhe logo mais mas me mesmo meu muito muitos na não nas nem no nos nós nossa
    nosso o onde ontem os ou outra outro outros para pela pelo pois por porém porque quando
    quanto que quem se segundo sem sempre ser seu seus sim só sob sobre sua suas também tão três
    tudo um uma uns você apenas caso atualmente
    """,
    "nl": """
    aan al alle als andere bij daar dan dat de deze die dit door drie een eerst en er eerder
    elke geen haar had heeft heel hem het hier hij hoe hoewel hun iedereen ik in inmiddels is ja
    je maar meer men met mijn na naar naast net niemand niet nog nu of om omdat onder ondanks
    ons onze ook op over sedert sinds slechts te tegen ten ter toch toen tot twee u uit van veel
    verder vier volgens voor vooral waar waarom wanneer want wat we wel welke wie wij worden zal
    ze zeven zich zij zijn zo zoals zonder zowel twintig tijdens nadat alleen behalve gedurende
    vanuit vanaf doordat rond nabij namens halverwege
    """,
    "pl": """
    a aby ale ani b bez bo by był była było były być bądź chociaż co czy da dla do dwa dziś
    dzisiaj gdy gdzie go i ich ile im inne ja jak jaki jako je jednak jego jej jest jeszcze
    jeśli już kiedy kto która które który ma mimo między może można my na nad nas nie nim niż no
    nowy o obecnie od on ona one oni oraz po pod podczas ponadto ponieważ potem przed przede
    przez przy są się skoro swoje ta tak także tam te tego ten teraz też to trzy tu tutaj tylko
    tym u w we wczoraj wedle według wiele więc wszystko wśród z za zaś ze że również wszystkich
    """,
    "sv": """
    alla allt andra att av bara båda både de dem den denna dessa det detta dock du där därför då
    efter eller en enligt ett fast flera fram från få för före först genom han har hela henne
    hon hos hur här i idag igår inför ingen ingenting innan inom inte istället ja jag just kan
    kanske med medan mellan men mot många måste ni nu nya när någon några och också om omkring
    på redan samma samtidigt sedan ser sin sina själv ska skulle snart som så sådana till trots
    tror två tre under ungefär upp ur ut utan vad var varför varje vi vid vidare vilka vilken
    vill vissa åt än är även
    """,
    "no": """
    alle alt altså andre at av bak bare begge blant ble blir både da de dem den denne der derfor
    dermed dersom det dette disse du dog eller en enten er et etter ett flere for foran fordi
    forrige fra fram før først få gjennom ha han har helt hennes her hos hun hva hver hvis hvor
    hvordan hvorfor i ifølge igjen ikke imens imot ingen innen istedenfor ja jeg jo kan kanskje
    kommer langs like lørdag man mange med mellom men mens mot må ned nei nesten noe noen nok
    nye nå når og også om omtrent opp oppe over på rundt samme samtidig selv selvom senere si
    siden sin sist ski skal skulle slik snart som stadig så til tilbake to tre tross tror under
    uten utenfor ute vanligvis var ved vet vi videre vil ville våre være år
    """,
    "da": """
    alle allerede alt andre at af bag bare begge blandt blev bliver både da de dem den denne der
    derfor dermed det dette disse du dog efter eller en endnu enten er et flere for foran fordi
    fra få før først gennem ham han har hele hendes her hos hun hvad hver hvem hvis hvor hvordan
    hvorfor i ifølge igen ikke imens imod ingen inden ja jeg jo kan kun lige man mange med
    mellem men mens mod må nej ned nogle nok nu når næsten og også om omkring op over på rundt
    samme samtidig selv selvom senere siden sin skal skulle snart som stadig så sådan til
    tilbage to tre trods tror uden udenfor under ved vi videre vil ville vores være år
    """,
    "fi": """
    ei eikä ennen entä että he heidän hän hänen ihan ilman itse ja jo joka jolloin jonka jos
    joten kai kaikki kaksi kanssa koko koska kolme kuin kuka kukaan kun kuten kuitenkin kyllä
    lisäksi me mikä miksi miten minkä missä mutta muun muut myös myöhemmin ne niin niitä noin
    nyt näin näiden olen oli on onko osa paljon se sekä sen silloin sitten siis siitä sillä tai
    tällä tämä tämän tästä tänään te toinen vaan vaikka vain varsin voi vuonna yksi
    """,
    "cs": """
    a aby ale ani asi až během bez bude by byl byla bylo byli co či dále dnes do ho i jak jako
    jde je jeho jejich její jen jenže jestli ještě jsem jsou již k kam každý kde kdo kdy když ke
    kolem kromě která které který kteří kvůli letos má mezi mi mimo moc mohl může my na nad
    naopak naše ne nebo nebyl není než nic o od oba on ona oni opět pak po pod podle pokud potom
    pouze právě pro proč proti proto protože před přes přesto při s se snad spolu stále stejně
    ta tady tak také takže tam tato te teď tedy ten tento to toho tohle totiž tu tuto ty u už v
    ve včera však všechny více vy z za zatím zda ze že
    """,
    "ro": """
    a acest aceasta aceste acum ai al ale ar are aș asta astfel atât atunci au ca că când care
    ce cei cele chiar cine conform cu cum da dacă dar de deci deja deși despre din dintre doar
    după e ea ei ele era este eu fără fi foarte fost iar ieri în îi împotriva încă însă între la
    le lor lui mai mulți nici noi nu o ori pe pentru peste poate potrivit prin s sa sau se si și
    sub sunt tot totuși un unde unii voi
    """,
    "hu": """
    a abban addig ahogy aki akkor ami amikor annak arra az azonban azt azért azóta be bár csak
    de ebben egy egyik előtt én erre és ez ezek ezért ezt ezzel ha hogy hol ide ilyen itt így is
    jól ki kell két le lehet majd még megint mellett mert mi miért mint minden most már nagyon
    ne nem nincs ők olyan ott őket persze például sem sok soha szerint tegnap tehát te ti több
    új úgy vagy van volt
    """,
    "tr": """
    ama ancak artık aslında ayrıca bazı belki ben biz bile bir biri böyle bu buna bunlar bunun
    bütün çok çünkü da daha de değil diye diğer en eğer fakat gibi göre hem henüz hep her hiç
    için ile ilk ise işte kadar kendi ki kim mi nasıl ne neden nerede o olan olarak onlar onun
    oysa önce sadece son sonra sonunda şimdi şu tüm ve veya ya yalnızca yani yine
    """,
}

_GENERAL = {
    "es": """
    academia administración aeropuerto agencia alcaldía alianza archivo asamblea asociación
    autoridad ayuntamiento banco batalla biblioteca bolsa cámara campeonato capitanía casa
    catedral centro ciencias círculo ciudad club colegio comandancia comisión comité compañía
    comunidad concejo confederación conferencia consejería consejo constitución convención copa
    corporación corte cortes cuerpo cumbre delegación departamento diputación dirección distrito
    división ejecutivo ejército embajada empresa escuela estado estados estadio estatuto
    facultad federación ferrocarriles festival fiscalía foro frente fuerza fuerzas fundación
    gabinete generalitat gobierno grupo guardia guerra hospital iglesia instituto internet junta
    juzgado legislativo ley liga ministerio monarquía movimiento mundial museo oficina orden
    organización palacio partido plaza poder policía premio presidencia primera provincia puerto
    red registro república reino sala secretaría segunda seguridad selección servicio sindicato
    sociedad superliga teatro torneo tribunal unidad unión universidad
    """,
    "fr": """
    académie administration aéroport agence alliance ambassade archives armée assemblée
    association autorité banque bataille bibliothèque bourse bureau cabinet centre chambre
    château championnat charte cité club code collège comité commission communauté compagnie
    confédération conférence conseil constitution convention coupe cour cours département
    direction district division école église empire état états exposition faculté fédération
    festival fondation fonds front garde gouvernement groupe guerre haute hôpital hôtel internet
    institut institution jeux journée justice ligue loi lycée maison mairie marine ministère
    mission monde mouvement musée nation nations office ordre organisation ouest palais parc
    parti petit plan police pont préfecture premier présidence première prix protocole province
    république royaume salon seconde service société sommet stade syndicat théâtre toile tour
    traité trésor tribunal trophée union université
    """,
    "it": """
    accademia aeroporto agenzia ambasciata amministrazione arma assemblea associazione autodromo
    autorità azienda banca battaglia biblioteca borsa camera campionato capitaneria carabinieri
    carta casa castello cattedrale centro chiesa circolo città club codice collegio colle
    comitato commissione compagnia comune comunità concilio confederazione conferenza consiglio
    consorzio coppa corpo corte costituzione croce curia dipartimento diocesi direzione
    divisione ente esercito europei fabbrica facoltà federazione ferrovie festival fiera
    fondazione fondo forza forze fronte giochi giro giunta giustizia governo gruppo guardia
    guerra impero internet istituto lega legge liceo marina ministero mondiali mondo mostra
    movimento museo nazionale nazionali novecento olimpiadi ordine organizzazione ospedale
    ottocento paese palazzo palio papa parco partito piano piazza polizia popolo ponte porta
    porto prefettura premio presidenza procura protezione provincia quattrocento questura
    regione regno repubblica rete rivoluzione sala salone seicento serie servizi servizio
    settecento sindacato società stadio stati stato stazione teatro torneo torre trattato
    tribunale ufficio unione università
    """,
    "pt": """
    academia administração aeroporto agência aliança arquivo assembleia assembléia associação
    autoridade banco batalha biblioteca bolsa câmara campeonato casa catedral centro cidade
    ciências clube colégio comissão comissariado comitê comité companhia comunidade confederação
    conferência conselho constituição convenção copa corpo corporação corte cúpula delegacia
    departamento diretoria distrito divisão embaixada empresa escola estado estados estádio
    executivo exército faculdade federação ferrovia festival força forças frente fundação fundo
    gabinete governo grupo guarda guerra hospital igreja instituto internet justiça lei liga
    marinha ministério monarquia movimento mundial museu ordem organização palácio partido
    polícia ponte porto prefeitura prêmio prémio presidência primeira procuradoria província
    rede região registro reino república secretaria secretariado segunda segurança seleção
    serviço sindicato sociedade taça teatro torneio tribunal união unidade universidade
    """,
    "nl": """
    academie administratie ambassade bank bestuur beurs bibliotheek bisdom bond bureau centrum
    club college comité commissie departement dienst directie eredivisie federatie festival
    fonds fractie gemeente genootschap gerecht grondwet groep hof hogeschool huis instituut
    internet justitie kabinet kamer kerk koning koningin leger liga ministerie museum muziek
    organisatie paleis parket partij politie provincie raad rechtbank regering republiek rijk
    slag staat staten station stichting theater tribunaal unie universiteit vereniging
    wereldoorlog wet zuid
    """,
    "pl": """
    akademia bank biblioteka biuro bitwa centrum dwór fundacja główny gmina grupa instytut izba
    klub kolegium komenda komisja komitet konfederacja konferencja kongres konstytucja kościół
    liga ministerstwo most muzeum narodowy opera organizacja pałac państwo park partia plac
    policja politechnika powiat prezydium prokuratura puchar rada republika rząd sąd służba
    sobór spółka stadion stowarzyszenie szkoła szpital święto teatr trybunał ulica unia
    uniwersytet urząd wojna województwo wydział zakład zamek zespół związek żandarmeria
    """,
    "sv": """
    bolag bolaget domstolen fru förbundet internet kommissionen kommunen kungen landstinget
    livet ministern mästerskapet nätet partiet polisen regeringen rådet skolan staten styrelsen
    universitetet
    """,
    "no": """
    departementet direktoratet domstolen forbundet internett kommisjonen kommunen kongen
    kongehuset partiet politiet regjeringen skolen staten styret universitetet
    """,
    "da": """
    departementet direktoratet domstolen forbundet internettet kommissionen kommunen kongen
    partiet politiet regeringen skolen staten styrelsen universitetet
    """,
}
#: General words that are no name alone, and with which one can begin: `Corte di Appello`.
GENERAL: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in _GENERAL.items()
}

_TITLES = {
    "de": """
    admiral bischof bundeskanzler bundeskanzlerin bundespräsident doktor dr frau fürst general graf
    herr herzog hr kaiser kaiserin kanzler kanzlerin kardinal könig königin lady lord major
    minister ministerin ministerpräsident ministerpräsidentin mr mrs papst pastor pfarrer
    präsident präsidentin prinz prinzessin prof professor professorin senator senatorin sir
    """,
    "es": """
    arzobispo cardenal conde don doña duque emperador infanta infante marqués obispo papa
    presidenta presidente príncipe princesa reina rey señor señora señorita sr sra srta ministro
    ministra
    """,
    "fr": """
    abbé cardinal comte dame docteur duc empereur évêque m madame mademoiselle maître marquis me
    mgr mlle mme monseigneur monsieur pape président présidente prince princesse reine roi sir
    sire
    """,
    "it": """
    arcivescovo avvocato cardinale commissario conte don dottor dottoressa duca governo
    imperatore ingegner lord marchese ministra ministro monsignor monsignore onorevole padre
    papa presidente principe principessa professor professoressa re regina senatore sig signor
    signora suor
    """,
    "pt": """
    arcebispo cardeal conde dom dona dr dra duque imperador infanta marquês ministra ministro
    papa presidenta presidente príncipe princesa rainha rei senador senhor senhora sr sra
    """,
    "nl": """
    aartsbisschop baron bisschop burgemeester dokter graaf heer hertog kardinaal keizer keizerin
    koning koningin kroonprins meester meneer mevrouw minister minister-president paus premier
    president prins prinses professor staatssecretaris
    """,
    "pl": """
    arcybiskup biskup cesarz generał hrabia kanclerz kardynał król królowa książę ksiądz
    minister pan pani papież poseł premier prezydent profesor przewodniczący święty
    """,
    "sv": """
    biskop drottning drottningen fru greve hertig herr kejsare kung kungen kronprins
    kronprinsessan minister prins prinsessan professor president påve påven statsminister
    statsministern sankt
    """,
    "no": """
    biskop doktor dommer dronning fru frøken general grev hertug herr keiser kong kongen
    kronprins kronprinsesse minister pave paven president prins prinsesse professor prost
    sersjant statsminister statsråd utenriksminister
    """,
    "da": """
    biskop doktor dommer dronning dronningen fru frøken general greve hertug herr kejser kong
    kongen kronprins kronprinsesse minister pave paven president prins prinsesse professor
    statsminister udenrigsminister
    """,
}
#: What is written before the name of a person, and no part of it.
FOREIGN_TITLES: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in _TITLES.items()
}

#: Languages with compounds of a name and a noun in lower case: `EU-landen`.
COMPOUNDING = frozenset("da nl no sv".split())
#: Languages in which names go on over `di` or `de la` as over a blank.
ROMANCE = frozenset("ca es fr gl it pt ro".split())
#: Codes of languages that have the words of another code.
SAME: Mapping[str, str] = {"nb": "no", "nn": "no"}
