"""The words that tell names from other words in capitals, and what kind of name one is.

All are in small letters. The words of other languages than English are in `other_languages`.
"""

from __future__ import annotations

#: Begin a sentence in capitals, or stand among names, and are no part of a name.
STOP = frozenset(
    """
    a about above according across additionally after afterwards again against ago ah all almost
    alone along already also although always am amid among an and another any anyone anything anyway
    apart are around as aside at away back based be because been before behind being below beneath
    beside besides best better between beyond both but by called can cannot certainly clearly come
    compared could currently dear despite did distributed do does doing don down due during each
    earlier early either else elsewhere even eventually ever every everybody everyone everything
    except far few
    fewer finally first firstly following for forget former formerly fourth from further furthermore
    generally get getting give given go going good got great had half has have having he hence her
    here hers herself him himself his historically how however hundreds i if immediately in
    including indeed inside instead into is isn it its itself just keep last lastly late lately
    later least less let like likewise little long look looking made mainly make making many maybe
    me meanwhile might millions mine more moreover most mostly much must my myself near nearly
    neither never nevertheless next no nobody none nonetheless nor not nothing notwithstanding now
    nowadays of off often ok okay on once one ones only onto opposite or other others otherwise our
    ours ourselves out outside over overall own past per perhaps please plus possibly presumably
    previously prior probably put rather read really recently regarding roughly said same saw say
    saying says second secondly see seeing seemingly seven several shall she should similarly since
    six so some somebody someone something sometimes soon still such suddenly sure take taken taking
    ten than thank thanks that the their theirs them themselves then there thereafter therefore
    these they thing think third thirdly this those though thousands three through throughout thus
    till to today together tomorrow tonight too took toward towards twice two typically ultimately
    under unless unlike until up upon us used using usually various very via visit want was
    wasn watch we well were what whatever when whenever where whereas wherever whether which
    whichever while who
    whoever whole whom whose why will with within without won would yes yesterday yet you your yours
    yourself zero five four eight nine eleven twelve twenty thirty forty fifty sixty seventy eighty
    ninety hundred thousand million billion dozens monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec gmt
    est edt pst pdt utc pm p.m. a.m. ad bc usd eur gbp chf jpy cad aud rub cny inr dm frf god
    christmas easter ramadan internet tv gdp ceo dvd phd covid covid-19 aids hiv vat click share
    follow subscribe photo photos picture pictures image images video videos source sources file
    caption credit copyright advertisement comment comments reply tags tag topics note notes update
    updated editor's author's v vs pct mln bln trln dlr dlrs dlr. cts yr yrs mth mths qtr pvs prev
    avg shr shrs rev revs oper nil vol max min fob cif eps vip tnt faq fax phone jne jly apl email
    nav libor ytd unch unc ipo n/a ft lb lbs kg km mph qtly div ord inc-owned halftime attendance
    scorers standings bowling umpires toss majesty highness excellency presidency eve birthday
    amount rating maturity coupon series-a issuer underwriter underwriters spokesman's happy merry
    bids bidders fifth sixth eighth ninth tenth chg penalties yield proceeds proof caps add pct.
    celsius fahrenheit amt cusip cpn nic cpi ppi ebit ebitda gaap pmi jv hq kv mw gw kwh dna rna
    ph.d ph.d. ct mri cet cest hm huf czk pln sek nok dkk hkd sgd zar thb krw mxn brl ils myr
    idr php nzd
    """.split()
)

#: Nouns that begin sentences of the news in capitals, and name nobody.
COMMON = frozenset(
    """
    accounts activists added advice aid airlines allies analysis analysts announcing answers armed
    army article asked assuming attacks attempts attempting authorities average banks bombs bonds
    border both breaking britons bullion burning buyers by-election calls campaign campaigners
    capital cargo cash cattle central chances changes chief children church cities citing city
    civilians climate coal cocoa coffee comedy companies company concern concerns conditions
    conservatives consumer consumers contact contract copper corn correction corporate cotton
    council country court courts crashes credits crime critics crop crowds crude currency cuts
    cyclone data dealers deals death deaths debt decision declining defending delegates democrats
    democracy demand demonstrators details development diplomatic diplomats dividend dividends
    doctors dollar domestic drivers droughts drug earnings economic economists economy election
    elections emergency employers employees end energy equity events evidence excluding executives
    expected experts explosives export exporters exports facing factory families family fans farmers
    fears federal figures fighters fighting film financial fire firefighters firms fishermen floods
    food forces foreign founded friends fuel fund funds futures gains gas general global gold goods
    government governments grain group groups growth guerrillas gunmen headquarters health hearings
    heavy hello help high higher highlights history hospital hotel hours house housing human imports
    improved income increased index indices individual industrial industry inflation information
    insurgents interest international investigation investigators investment investors islamists
    issues its jobs journalists judges junior kidnappers labour land language lawmakers lawyers
    leaders leading left less letters level liberals life light limited loan loans local losses love
    low lower loyalists major management manufacturers many market markets mass measures media
    meetings members men merchant metals militants military militia minister ministers money
    mortgage most motorists nationalists national net new news newspaper newspapers north northern
    notably objects officers official officials oil operations opinion opponents opposition options
    orders organisers organizers output owners pages parents parliament participants parties
    partners party passengers patients pay payment peace people performance pilots players police
    policy political politicians polls poor population power pre-tax present president pressure
    previous prices prime prison prisoners private problems producers production profit profits
    progress project prosecutors protest protesters protests provisional public publishers purchases
    quality quarter questions quoting rain rates reaction rebels recent record refugees regional
    regulators related relations relatives reporters reporting reports republicans rescue rescuers
    research researchers reserves residents responding results retail returns revenue revenues rice
    rights right rising road rumours rural russians sales scattered schools scientists search season
    seats security seeds selected senators senior separatists separately services settlers
    shareholders shares shipments shipping shops short shots shortly showing silver small social
    soldiers son south southern sovereign soybean soybeans speaking special speculators spokesmen
    sport sports spot staff standing state stations statistics steel sterling stock stocks stores
    storms story strike strikes striking strong students studies study success sugar summary
    supplies supply support supporters survivors suspects talks tax taxes teachers team teams
    technical television temperatures tens tenders terrorists tests things threats time timing tin
    tonnes top total tourism tourists town trade trading traders traffic trains transport treasury
    treasuries trials tropical trouble troops trucks turning turnover unemployment union unions
    unidentified united university urban used value victims views village villagers violence
    visitors volume voters voting wages wall war washingtons water weather weekly west wheat whites
    wholesale winds winners wins witnesses women work workers working world worldwide worries
    writers writing years young youths zinc yen mark euro assets balance sheet sheets statement
    statements date dates delivery highs lows gasoline naphtha obligation obligations equivalents
    core gross product products draw gilt gilts govt issue tender producer receipts import sale
    paydate coupon operating cable cables fixed floating rated refunding warrants convertible
    debenture debentures notes preferred dealer fiscal quarterly annual
    announcement conversions tries penalty wickets extras receipts retired
    """.split()
)

#: Written before the name of a person.
ROLE_PARTS = frozenset(
    """
    acting adviser advisor aide ally ambassador analyst assistant attache attorney attorney-general
    candidate chairman chair chairwoman chief co-founder co-chairman comrade correspondent defence
    defense deputy director economic economist economics executive ex-president ex-prime finance
    financial foreign former founder frontman general incumbent interior investigator journalist
    junior justice labor leader legal manager managing minister ministers namesake newly-elected
    newcomer negotiator official opposition outgoing police presidential press prime private
    secretary senior spokesman spokeswoman spokesperson state striker team teammate mate
    national-security trade treasury union vice vice-chairman vice-president wildcard world
    counterpart commissioner-general governor-general secretary-general president-elect ex-minister
    premier-designate archbishop emir ayatollah hojatoleslam mullah imam sheik shaikh crown prince
    princess saint wing pilot squadron flight petty warrant first second lance singer actor actress
    author writer novelist historian professor researcher scientist lawyer activist dissident
    defector gunman rapper sprinter coach captain skipper referee goalkeeper midfielder defender
    forward winger batsman bowler keeper driver rider champion
    """.split()
)

#: The last word of the name of an organisation.
ORGANISATION_HEADS = frozenset(
    """
    academy administration agency command airline airlines airways alliance army assembly
    associates association authority bancorp bank bankers bar battalion board brigade
    broadcasting brothers bureau cabinet centre center chamber club college commission committee
    communications community conference confederation congress consortium cooperative corps
    council court department directorate division embassy enterprises exchange faculty
    federation finance financial fleet force forces forum foundation front fund games-committee
    gazette group guard guards herald hospital house-of-commons inc industries initiative
    institute institution insurance international investigations journal laboratories laboratory
    league legion library magazine marines media militia ministry mission motors movement museum
    navy network newspaper office opera orchestra organisation organization pact parliament
    partners partnership party petroleum pharmaceuticals police caucus consulting post press
    productions programme radio railways records reserve savings securities senate service
    services society solutions studios supermarkets syndicate systems team technologies telecom
    telegraph telegram television times tribunal tribune trust union united university
    volunteers watch chronicle daily mirror observer guardian
    """.split()
)

#: Say of a name by themselves that it is a company's.
COMPANY_FORMS = frozenset(
    """
    inc inc. corp corp. co co. ltd ltd. plc llc llp lp ag sa s.a. nv n.v. bv b.v. gmbh spa s.p.a. ab
    asa oyj oy a/s as kg kgaa sarl sas pty bhd berhad holdings holding corporation incorporated
    limited company companies kk tbk pjsc oao zao ooo ооо зао оао пао ао bancorp bancshares
    """.split()
)

#: After these, `of` and `for` belong to the name.
OF_HEADS = frozenset(
    """
    academy association bank battle bay board bureau cabinet cape chamber church city college
    commission commissioner committee confederation congress council court department embassy
    faculty federation foundation front gulf house institute institution isle isles kingdom
    league library ministry movement museum office organisation organization order palace
    parliament party republic republics school sea secretariat society state states strait
    straits tower union university alliance army treaty archbishop duke earl agency trust series
    conference tour hall missionaries voice brotherhood daughters sons friends commonwealth
    knights guild archdiocese diocese associations tigers bishops port group governors children
    declaration government organizations courts directorate coalition parliamentarians citizens
    campaign doctors physicians reporters lawyers journal annals
    """.split()
)

#: After these, alone, so does `on`.
ON_HEADS = frozenset("agreement conference commission committee convention council summit".split())

#: What an organisation is for, one of two: `Truth and Reconciliation Commission`.
SUBJECTS = frozenset(
    """
    alcohol arts bank banking casualty cereals coal customs drug electric electricity environment
    families farm fire fish fisheries food forest forests game gas geography health heritage human
    humanities immigration justice labor labour law life light loan marine markets medicine metals
    minerals mines mining oil parks petroleum pipeline post posts power racing radio rail
    reconciliation rehabilitation relief rescue research savings science sciences securities ships
    shipping social soil sports statistics telecommunications steel sugar tea telegraph telephone
    tobacco tourism travel trust truth water ways wildlife women youth
    """.split()
)

#: The last word of the name of a place, or with its name after it.
PLACE_HEADS = frozenset(
    """
    airport archipelago avenue basin bay beach bridge canyon cape city coast county creek desert
    district falls forest gulf harbor harbour heights hill hills island islands isles kingdom
    lake mountain mountains ocean oblast park peninsula plain plaza prefecture province raion
    range region reservoir ridge river boulevard gardens sea square straits strait street
    territory town valley village facility prison jail stadium tunnel
    """.split()
)
#: Of these, what is no surname: `George Washington Bridge`.
BUILT = frozenset(
    "airport avenue bridge facility jail prison river square stadium station tunnel".split()
)
PLACE_FIRST = frozenset("camp lake mount mt cape gulf fort port river isle".split())

#: Organisations that everybody calls by a short name.
ORGANISATIONS = frozenset(
    """
    sinn_féin fianna_fáil fine_gael agence_france-presse
    nato eu un opec imf wto who fbi cia kgb fsb mi5 mi6 nasa unesco unicef unhcr osce asean gatt ecb
    fed epa fda fcc sec ftc nsa cdc bbc cnn nbc cbs abc itv npr afp ap upi tass itar-tass ria
    reuters bloomberg xinhua interfax kyodo al-jazeera ibm gm ge bmw bp hsbc kpmg ubs nba nfl nhl
    mlb fifa uefa ioc icrc iaea aclu naacp plo ira eta pkk hamas hezbollah hizbollah taliban isis
    isil kremlin pentagon politburo knesset bundestag bundesbank bundesrat duma interpol europol
    mossad google facebook twitter microsoft intel oracle boeing airbus toyota honda sony toshiba
    hitachi samsung hyundai daimler volkswagen renault fiat siemens nestle unilever gazprom rosneft
    lukoil exxon chevron texaco shell mobil philips ericsson nokia greenpeace comecon mercosur
    congress parliament senate al-qaeda al-qaida al-qa’ida al-qa'ida rajya_sabha lok_sabha u.n. e.u.
    e.c. islamic_state american_express united_nations european_union nafta oecd ec eec cftc nyse
    nasdaq amex g7 g-7 g8 g-8 g20 g-20 g77 g-77
    """.split()
)

#: Places that are called so, besides countries and the large cities.
PLACES = frozenset(
    """
    u.s. us u.s.a. usa u.k. uk u.a.e. uae u.s.s.r. ussr dprk prc drc america britain england
    scotland wales holland europe africa asia antarctica oceania eurasia scandinavia balkans
    caucasus washington beijing delhi mumbai bombay calcutta kolkata madras chennai bangalore
    hyderabad karachi lahore islamabad rawalpindi peshawar kandahar herat jalalabad kunduz mosul
    basra kirkuk aleppo homs idlib gaza ramallah hebron haifa tel-aviv jeddah mecca medina ankara
    izmir frankfurt munich hamburg cologne bonn dresden leipzig stuttgart dusseldorf hanover milan
    naples turin florence venice genoa palermo barcelona seville valencia bilbao porto geneva basel
    lyon marseille nice toulouse bordeaux strasbourg lille cannes antwerp ghent rotterdam utrecht
    eindhoven manchester liverpool birmingham leeds sheffield glasgow edinburgh cardiff belfast
    bristol nottingham newcastle oxford cambridge krakow gdansk lodz wroclaw odessa kharkiv lviv
    donetsk luhansk mariupol crimea chechnya grozny dagestan ingushetia tatarstan siberia petersburg
    novosibirsk sochi boston philadelphia houston dallas atlanta miami seattle baltimore cleveland
    pittsburgh minneapolis milwaukee cincinnati california texas florida ohio illinois michigan
    pennsylvania massachusetts virginia maryland georgia tennessee kentucky louisiana alabama
    mississippi arkansas oklahoma kansas nebraska iowa missouri minnesota wisconsin oregon nevada
    utah arizona colorado wyoming montana idaho connecticut delaware maine vermont hawaii alaska
    ontario quebec manitoba saskatchewan alberta montreal ottawa calgary queensland tasmania
    canberra auckland wellington osaka nagoya yokohama kobe okinawa hiroshima shenzhen guangzhou
    tianjin wuhan nanjing chengdu tibet xinjiang kashmir punjab bengal kerala assam gujarat
    rajasthan bihar cairo alexandria benghazi marrakesh pretoria durban soweto lagos abuja nairobi
    bosnia herzegovina kosovo serbia montenegro macedonia croatia yugoslavia czechoslovakia czechia
    srpska abkhazia ossetia nagorno-karabakh karabakh transnistria catalonia ulster zaire burma
    rhodesia siam persia mesopotamia palestine bavaria saxony tuscany sicily sardinia corsica
    normandy brittany andalusia galicia flanders wallonia transylvania anatolia kurdistan darfur
    biafra katanga cabinda zanzibar eritrea somaliland helmand nangarhar sinai negev golan rio
    brasilia medellin cali acapulco tijuana cancun chiapas patagonia amazon andes himalayas alps
    sahara pacific atlantic mediterranean baltic danube rhine volga nile ganges brooklyn manhattan
    queens bronx hollywood wimbledon wembley davos schengen maastricht srebrenica sarajevo pristina
    skopje hague rwanda chernobyl fukushima guantanamo hong kong
    """.split()
)

#: Places of two words.
LONG_PLACES = frozenset(
    """
    hong_kong new_york new_york_city los_angeles san_francisco san_diego san_jose las_vegas
    new_orleans new_jersey new_mexico new_hampshire north_carolina south_carolina north_dakota
    south_dakota west_virginia rhode_island washington_d.c. washington_dc st_petersburg
    st._petersburg st._louis st_louis saint_petersburg kuala_lumpur tel_aviv new_delhi buenos_aires
    rio_de_janeiro sao_paulo mexico_city salt_lake_city kansas_city united_states united_kingdom
    united_arab_emirates soviet_union saudi_arabia south_africa south_korea north_korea new_zealand
    sri_lanka west_bank gaza_strip middle_east far_east north_america south_america latin_america
    central_america central_asia southeast_asia south-east_asia south_asia east_asia eastern_europe
    western_europe central_europe north_africa west_africa east_africa southern_africa black_sea
    red_sea dead_sea caspian_sea persian_gulf south_china_sea east_china_sea indian_ocean
    pacific_ocean atlantic_ocean northern_ireland east_timor hainan_island british_columbia
    nova_scotia new_south_wales ivory_coast cape_town ho_chi_minh_city phnom_penh abu_dhabi
    addis_ababa dar_es_salaam east_jerusalem east_germany west_germany east_berlin west_berlin
    wall_street silicon_valley capitol_hill costa_rica puerto_rico el_salvador papua_new_guinea
    sierra_leone burkina_faso bosnia-herzegovina santo_domingo san_juan panama_city guatemala_city
    port-au-prince the_hague golan_heights tiananmen_square red_square downing_street
    little_rock notre_dame great_britain great_lakes long_island long_beach
    """.split()
)

#: Adjectives and peoples in capitals, which are no names.
DEMONYMS = frozenset(
    """
    african afghan afghans albanian albanians algerian american americans anglo-saxon arab arabs
    arabic arabian argentine argentines argentinian armenian armenians asian asians australian
    australians austrian austrians azerbaijani azeri azeris baltic bangladeshi basque basques
    belarusian belgian belgians bolivian bosnian bosnians brazilian brazilians british briton
    britons bulgarian burmese cambodian canadian canadians catalan chechen chechens chilean chinese
    colombian colombians congolese corsican croat croats croatian cuban cubans cypriot czech czechs
    danish dane danes dutch dutchman ecuadorean egyptian egyptians english englishman estonian
    ethiopian european europeans filipino filipinos finn finnish finns flemish french frenchman
    georgian georgians german germans ghanaian greek greeks guatemalan haitian hindu hindus hispanic
    hungarian hungarians hutu hutus icelandic indian indians indonesian indonesians iranian iranians
    iraqi iraqis irish irishman islamic islamist israeli israelis italian italians jamaican japanese
    jew jewish jews jordanian kazakh kenyan kenyans korean koreans kosovar kurd kurdish kurds
    kuwaiti kyrgyz lao latin latino latvian lebanese liberian libyan libyans lithuanian macedonian
    malawian malaysian malaysians maltese maori mexican mexicans moldovan mongolian moroccan moslem
    moslems mozambican muslim muslims namibian nepalese nigerian nigerians norwegian norwegians
    pakistani pakistanis palestinian palestinians panamanian paraguayan pashtun persian peruvian
    peruvians pole poles polish portuguese protestant protestants romanian romanians russian
    russians rwandan saudi saudis scandinavian scot scots scottish senegalese serb serbs serbian
    shia shiite shiites sikh singaporean slav slovak slovaks slovenian somali somalis soviet soviets
    spaniard spaniards spanish sudanese sunni sunnis swede swedes swedish swiss syrian syrians
    taiwanese tajik tajiks tamil tamils tatar thai thais tibetan tibetans tunisian turk turkish
    turks turkmen tutsi tutsis ugandan ukrainian ukrainians uruguayan uzbek uzbeks venezuelan
    vietnamese welsh welshman western yemeni yugoslav zairean zambian zimbabwean zulu catholic
    catholics christian christians anglican orthodox buddhist buddhists communist communists
    socialist socialists democrat democrats democratic republican republicans conservative
    conservatives liberal liberals labour tory tories nazi nazis marxist maoist native natives
    marxist-leninist gaullist keynesian eastern northern southern philippine afrikaner afrikaners
    argentinians
    angolan bahraini dominican emirati honduran hebrew kazakhs latvians lithuanians nicaraguan
    nicaraguans omani qatari salvadoran salvadorean tajiks tunisians ukrainians
    """.split()
)

#: Verbs beside the name of a person.
SPEECH = frozenset(
    """
    said says told tells added adds stated wrote explained noted announced claimed argued declared
    asked replied commented remarked insisted warned continued recalled admitted concluded
    acknowledged suggested stressed reiterated joked complained predicted pledged vowed testified
    tweeted resigned married
    """.split()
)
