"""Words that hold a sentence together and say little of what it is about, by language.

They are indexed, found and marked as any other word, and only count for less beside others.
Those that are often a name or a noun too (`us`, `may`, `will`, `who`, `can`) are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: The English ones.
FUNCTION_WORDS: frozenset[str] = frozenset(
    """
    a about after against all also an and any are as at be because been before being between both
    but by could did do does during each for from had has have having he her him his how i if in
    into is it its me more my no nor not of on only or other our over she should so some such than
    that the their them then there these they this those through to under until up upon was we
    were what when where which while whom whose why with would you your
    """.split()
)

_OTHERS = {
    "ar": """
    في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن أن ان إن أو او ثم قد كان
    كانت هو هي هم كما بعد قبل بين كل عند حتى لكن أي اي كيف متى أين لماذا ماذا كم منذ خلال حول ضد
    غير
    """,
    "be": """
    а або аб аднак але ад без будзе было была былі быў вы гэта гэтага гэтай гэтым да дзе для ён
    ёй ж з за зь і іх калі каб каля кім ня на над не па пасля пад падчас паміж пра праз пры
    пакуль супраць таго таксама там то толькі тым ты у ў хто ці чым што як якая якія які якога
    якой яго яе яна яны яшчэ я мы
    """,
    "bg": """
    а ако аз без беше би бъде в ви във все всички вече според го да до докато дори е една един
    за заради защо и или им й как какво като когато коя които който която което към ли между ми
    му на над нас не него нея ни но около от още по под преди през при с са само се след си сме
    срещу със също та така тази там те тези ти то това този той тя ще я
    """,
    "ca": """
    a al als amb aquest aquesta aquests aquestes això cap com contra d'una de del dels des
    després durant el ell ella els en entre era és ser està estan fins ha han havia hi i l'any
    la les li més mentre molt ni no o on per perquè però pel pels qual quals quan que què qui se
    segons sense seu seva seus si sobre són també tot un una uns va van
    """,
    "cs": """
    a aby ale ani až byl byla byli bylo by co či do i jak jako je jeho jejich jen ještě již jsem
    jsou k kde kdy kdo která které který kteří když mezi na nad nebo není o od po pod pro
    protože před při s se si ta tak také tato ten tento to tím u už v ve z za že
    """,
    "da": """
    af alle at blev bliver da de dem den denne der deres det dette efter eller en end er et for
    fra få ham han har havde hans hendes her hun hvad hvem hvilken hvilke hvis hvor hvordan
    hvorfor hvornår ikke ind jeg kan med men mod når og også om op over på sig sin skal som til
    ud under var ved vi
    """,
    "de": """
    aber alle als am an auch auf aus bei bis dadurch damit das dass daß dem den denn der des die
    dies diese diesem diesen dieser dieses doch durch ein eine einem einen einer eines er es für
    gegen hat hatte hatten haben ihr ihre ihrem ihren ihrer im in ist ja jede jeder jedes kann
    mit nach nicht noch nur ob oder ohne sein seine seinem seinen seiner seit sich sie sind so
    über um und unter vom von vor wann war waren warum was weil welche welchem welchen welcher
    welches wenn wer werden wie wir wird wo worden wurde wurden zu zum zur zwischen
    """,
    "el": """
    ο η το οι τα του της των τον την και να με σε για από που πως ότι είναι ήταν δεν δε θα στο
    στη στον στην στα στις στους ως κατά μετά αυτό αυτή αυτός τις τους αλλά αν ή μια ένα ένας
    ποιος ποια ποιο πότε πού τι γιατί όπως
    """,
    "es": """
    a al algo antes como con contra cuando cuándo cuál cuáles cuánto cuántos de del desde donde
    dónde durante e el él ella ellos en entre era eran es esa ese eso esta está están este esto
    estos fue fueron ha había hacia han hasta hay la las le les lo los más me mi muy ni no nos o
    para pero por porque qué que quien quién quiénes se según ser si sin sobre son su sus también
    tan tiene todo tras tu un una uno unos y ya cómo
    """,
    "et": """
    aga ega ei enne et ette ga ja juba järgi kas kes kui kuid kuidas kuigi kus kõik ka ma me
    meie mida millal mille milline mis miks mitte mu mul ning nad neid nende need nii oleks
    olema oli olid olla olnud oma on ole pärast see seda selle selles sest siis ta tema te üle
    vaid vahel või veel välja
    """,
    "fa": """
    و در به از که این آن را با است برای تا بر هم نیز یا اما اگر هر چه چرا کجا چگونه کدام بود شد
    شده می های آنها او ما شما خود دیگر بین پس پیش روی زیر بوده باشد کرده کرد
    """,
    "fi": """
    ei että eivät he hän ja jo joka jotka jos kanssa kuin kuka kun mikä miksi missä mitä mutta
    myös ne niin nyt ole oli olivat on ovat se sekä sen siitä sitä tai tämä tämän vain vaan
    vuonna
    """,
    "fr": """
    à au aussi aux avec avant après ce ces cet cette ceux comme comment contre dans de depuis
    des donc dont du elle elles en entre est et étaient était été être eu eux il ils je la le
    les leur leurs lors lui mais même ne nos notre nous on ont ou où par pas pendant plus pour
    pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se selon ses si son sont
    sous sur un une vers y
    """,
    "he": """
    של את על עם כי לא הוא היא הם הן זה זו זאת אני אנחנו אתה היה היו היתה הייתה יהיה או אם גם אבל
    אך אלא אשר אל אין אינו אינה בין כל כמו כדי לפני אחרי עד רק מי מה איך מתי איפה למה נגד תחת
    אחר יותר
    """,
    "hi": """
    और का की के को से में ने पर है हैं था थे थी कि यह वह ये वे इस उस इन उन एक भी नहीं तो ही तक
    लिए साथ जो जब या लेकिन अपने अपनी अपना उनके उनकी उसके उसकी इसके बाद द्वारा क्या कौन कब कहाँ
    क्यों कैसे गया गई किया हुआ हुई हो होने
    """,
    "hr": """
    a ako ali bez bi bila bili bilo bio biti će da do dok dvije ga gdje i ih ili im između iz
    iako ja je jer jesu još kad kada kako kao koja koje koji kojih kojoj kroz li međutim mu na
    nad nakon ne nego neki nije nisu no njegov o od oko on ona oni osim po pod prema pri prije
    protiv s sa sam samo se smo su sve svoj svoje što ta tako također taj te tijekom to toga tom
    tko u uz za zbog
    """,
    "hu": """
    a az és hogy nem is egy ez ezt azt de vagy ha meg mint volt van már még csak el ki be fel
    aki ami amely akik amelyek mert között után előtt alatt szerint hol mikor miért milyen mi
    """,
    "id": """
    yang dan di ke dari untuk dengan pada adalah ini itu dalam tidak akan oleh sebagai juga atau
    karena telah bahwa ada mereka dia ia kami kita saat setelah antara apa siapa kapan bagaimana
    mengapa
    """,
    "is": """
    að af á án auk eða ef eftir ekki en er eru ég fyrir frá hafa hafi hafði hann hans hefur
    hennar hjá hún hvað hvar hver hvernig hvenær hvers hvort í og með milli nú sem sér sig sinni
    síðan sína um undir úr til var vegna vera verið við yfir það þar þau þá þegar þeim þeir
    þeirra þess þessi því þó
    """,
    "it": """
    a ad agli ai al alla alle allo anche che chi ci come con contro cosa cui da dagli dai dal
    dalla dalle degli dei del dell della delle dello di dopo dove durante e è ed era erano
    essere fra gli ha hanno i il in io la le lei lo loro lui ma nei nel nella nelle non o per
    perché più prima quale quali quando quanto quella quello questa questo qui se si sono su sua
    sue sul sulla suo suoi tra un una uno
    """,
    "kk": """
    және мен ол бұл осы сол олар біз сіз ал да де бірақ немесе үшін туралы бойынша кейін дейін
    бұрын арқылы қарсы болып болды болған еді екен емес жоқ бар деп дейді деген оның оны өз
    өзінің барлық қандай қай қалай қашан кім не неге қайда пен бен ма ме ба бе та те
    """,
    "ky": """
    жана менен бул ал ошол алар биз сиз бирок же үчүн тууралуу боюнча кийин чейин мурда аркылуу
    каршы болуп болду болгон эле экен эмес жок бар деп дейт деген анын аны өз өзүнүн бардык
    кандай кайсы кантип качан ким эмне эмнеге кайда да де деле гана менин
    """,
    "lt": """
    apie ar arba bei bet bus buvo būti būtų dar dėl iki ir iš į jau jei jeigu ji jie jis jo jos
    ją jų kad kai kaip kas ką kodėl kada kokia koks kur kuri kurie kuris kurių kurios ne nei nes
    net nors nuo o pagal per po prie prieš su tačiau tai taip tarp tik to tuo už yra ypač šis ši
    šio šios šią
    """,
    "lv": """
    ar arī bet bez bija bijuši būs būt caur dēļ es gan gada ir jau jo ja ka kad kam kas kā kāda
    kāds kāpēc kur kura kuras kuri kurš lai līdz mēs ne nav no par pat pār pēc pie pirms pret
    savu šajā šī šis šo starp tad taču tā tas tie tika tiek tikai to tomēr tās un uz vai vairs
    viņa viņi viņš zem
    """,
    "mk": """
    а ако ама без беше би биде бил била биле во го да дека до додека е за заради и или им иако
    јас ја каде како кај кога кој која кое кои кон ли меѓу му на над не него но ниту од околу
    откако освен по под пред преку при против с само се со сè сите сме според ст сум таа така
    тие тоа тој што ќе ги уште
    """,
    "nl": """
    aan al als bij dan dat de deze die dit door een en er geen had hebben heeft het hij hoe hun
    ik in is kan maar meer met na naar niet nog of om onder ook op over te tegen tot uit van
    vanaf voor waar waarom wanneer waren was wat welke werd werden wie wordt ze zich zij zijn zo
    """,
    "no": """
    alle at av ble blir da de dem den denne der deres det dette du eller en enn er et etter for
    fra få ham han har hadde hans hennes hun hva hvem hvilke hvilken hvis hvor hvordan hvorfor
    ikke jeg kan med men mot når og også om opp over på seg sin skal som til under ut var ved vi
    """,
    "pl": """
    a aby ale będzie by był była było były czy dla do gdy gdzie go i ich ile jak jako jego jej
    jest już kiedy kto która które którego której który których którzy ma między może na nad nie
    niż o od oraz po pod przed przez przy się są ta tak także tego tej ten to tym w we więc
    wszystkie z za ze że
    """,
    "pt": """
    a à ao aos as às até com como contra da das de dela dele depois do dos e é ela elas ele eles
    em entre era eram essa esse esta está este foi foram há isso já lhe mais mas na nas não nem
    no nos o onde os ou para pela pelas pelo pelos por porque qual quais quando quanto que quem
    são se sem ser seu seus sob sobre sua suas também tem um uma
    """,
    "ro": """
    a ai al ale au că care ce cel cea cei cele cine cu cum când dar de despre din dintre dintr
    după este era eu fi fost iar în între într la le lor lui mai nu o pe pentru prin sa să sau
    se sunt și și-a un unde unei unui
    """,
    "ru": """
    а без был была были было быть в вас весь во вот все всех вы где да для до его ее её если
    есть еще ещё же за и из или им их к как какая какие какого какой каком когда кого который
    которая которые которое которого которой которых кто ли между меня мне мы на над не него нее
    неё нет ни них но о об однако он она они оно от перед по под после при про с сам свои своей
    своих себя со так также такой там то того тоже только том у уже чего чем через что чтобы эта
    эти этих это этого этой этом этот
    """,
    "sk": """
    a aj ako ale alebo ani asi až bez bol bola boli bolo by byť cez čo do ho ich im ja je jeho
    jej k kde kedy keď každý kto ktorá ktoré ktorého ktorí ktorý ktorých ku len ležať lebo ma
    medzi mu my na nad nie než od okrem po počas pod podľa pre pred pretože pri proti s sa si so
    sme sú tak tento tejto to toho tom tieto však v vo z za zo že už
    """,
    "sl": """
    a ali ampak bi bil bila bili bilo bo bodo brez če do ga iz in ja je jih jim jo k kaj kako
    kateri katera katere ker kdo kdaj ki kje ko kot le med mi na nad naj ne ni niso o ob od pa
    po pod pred predvsem pri proti s se sem si smo so sta še ta tako te tega tem ter to tudi v
    več vendar vse z za zaradi že
    """,
    "sr": """
    а ако али без би била били било био ће да до док две га где и их или им између из иако ја је
    јер још кад када како као која које који којих којој кроз ли међутим му на након не него
    неки није нису о од око он она они осим по под после према при пре против с са сам само се
    смо су све свој своје што шта та тако такође тај те током то тога том ко у уз за због a ako
    ali bez bi bila bili bilo bio će da do dok dve ga gde i ih ili im između iz iako ja je jer
    još kad kada kako kao koja koje koji kojih kojoj kroz li međutim mu na nakon ne nego neki
    nije nisu o od oko on ona oni osim po pod posle prema pri pre protiv s sa sam samo se smo su
    sve svoj svoje što šta ta tako takođe taj te tokom to toga tom ko u uz za zbog
    """,
    "sv": """
    att av blev blir de dem den denna deras dess det detta du efter eller en ett från för ha
    hade han hans har hennes hon hur här i icke inte jag kan man med men mot när nästan och
    också om på sig sin ska som till under upp ut vad var varför vem vid vilka vilken vilket är
    över
    """,
    "tr": """
    ama ancak bir bu ve ile için da de daha olan olarak olduğu oldu ise gibi kadar sonra önce
    çok en ne nasıl neden hangi kim nerede zaman mi mı mu mü o şu ki ya veya hem her göre karşı
    tarafından
    """,
    "uk": """
    а але або би був була були було в від він вона вони все всіх де для до з за зі і із її їх й
    його к коли котрий ли між ми на над не ні но о об один по при про під після та так також те
    ти тільки то у усі хто це цей ця ці через чи що щоб як яка яке який які яких якого якої
    """,
    "ur": """
    اور کا کی کے کو سے میں نے پر ہے ہیں تھا تھے تھی کہ یہ وہ اس ان ایک بھی نہیں تو ہی تک لیے لئے
    ساتھ جو جب یا لیکن اپنے اپنی اپنا بعد دوران کیا کون کب کہاں کیوں کیسے گیا گئی ہوا ہوئی ہو
    ہوئے ہونے جس کسی جبکہ خلاف
    """,
    "vi": """
    và là của những các một trong với cho thì này được nhưng phải để đến từ như bị vào mà trên
    tại về rằng cũng đã đang sẽ không nếu vì do khi bởi hoặc hay theo sau trước giữa ai gì nào
    sao đâu bao đó
    """,
}

#: Those of each language by its code.
FUNCTION_WORDS_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {"en": FUNCTION_WORDS, **{code: frozenset(words.split()) for code, words in _OTHERS.items()}}
)
