# ruff: noqa: E501
"""The names of months and weekdays in the languages whose dates are read.

A row has the months from January, or the days from Monday: all of them. They are the names of the
Unicode project (CLDR), as they stand in a date, alone and short, and those that it lacks.
"""

from __future__ import annotations

_MONTHS = """
hr siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga|prosinca
hr sij|velj|ožu|tra|svi|lip|srp|kol|ruj|lis|stu|pro
hr siječanj|veljača|ožujak|travanj|svibanj|lipanj|srpanj|kolovoz|rujan|listopad|studeni|prosinac
en january|february|march|april|may|june|july|august|september|october|november|december
en jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec
de januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
de jan|feb|märz|apr|mai|juni|juli|aug|sept|okt|nov|dez
de jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez
de_AT jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
de_AT jän|feb|märz|apr|mai|juni|juli|aug|sep|okt|nov|dez
fr janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
fr janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc
es enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre
es ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic
ru января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря
ru янв|февр|мар|апр|мая|июн|июл|авг|сент|окт|нояб|дек
ru январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь
it gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre
it gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic
pt janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro
pt jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez
nl januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december
nl jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec
pl stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia
pl sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru
pl styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień
tr ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık
tr oca|şub|mar|nis|may|haz|tem|ağu|eyl|eki|kas|ara
uk січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня
uk січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд
uk січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень
uz yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr
uz yan|fev|mar|apr|may|iyn|iyl|avg|sen|okt|noy|dek
uz_Cyrl январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр
uz_Cyrl янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек
kk қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан
kk қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел
az yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr
az yan|fev|mar|apr|may|iyn|iyl|avq|sen|okt|noy|dek
tk ýanwar|fewral|mart|aprel|maý|iýun|iýul|awgust|sentýabr|oktýabr|noýabr|dekabr
tk ýan|few|mart|apr|maý|iýun|iýul|awg|sen|okt|noý|dek
tk ýanwary|fewraly|marty|aprely|maýy|iýuny|iýuly|awgusty|sentýabry|oktýabry|noýabry|dekabry
ky январы|февралы|марты|апрели|майы|июну|июлу|августу|сентябры|октябры|ноябры|декабры
ug يانۋار|فېۋرال|مارت|ئاپرېل|ماي|ئىيۇن|ئىيۇل|ئاۋغۇست|سېنتەبىر|ئۆكتەبىر|نويابىر|دېكابىر
ar يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر
ar_SY كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول
fa ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر
fa جنوری|فبروری|مارچ|اپریل|می|جون|جولای|اگست|سپتمبر|اکتوبر|نومبر|دسمبر
el ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|δεκεμβρίου
el ιαν|φεβ|μαρ|απρ|μαΐ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ
el ιανουάριος|φεβρουάριος|μάρτιος|απρίλιος|μάιος|ιούνιος|ιούλιος|αύγουστος|σεπτέμβριος|οκτώβριος|νοέμβριος|δεκέμβριος
el ιαν|φεβ|μάρ|απρ|μάι|ιούν|ιούλ|αύγ|σεπ|οκτ|νοέ|δεκ
sv januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
da januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december
nb januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember
nb jan|feb|mars|apr|mai|juni|juli|aug|sep|okt|nov|des
fi tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta
fi tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu
fi tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu
cs ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince
cs led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro
cs leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec
sk januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra
sk jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec
sk január|február|marec|apríl|máj|jún|júl|august|september|október|november|december
ro ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie
ro ian|feb|mar|apr|mai|iun|iul|aug|sept|oct|nov|dec
hu január|február|március|április|május|június|július|augusztus|szeptember|október|november|december
hu jan|febr|márc|ápr|máj|jún|júl|aug|szept|okt|nov|dec
bg януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември
bg яну|фев|март|апр|май|юни|юли|авг|сеп|окт|ное|дек
sr јануар|фебруар|март|април|мај|јун|јул|август|септембар|октобар|новембар|децембар
sr јан|феб|мар|апр|мај|јун|јул|авг|сеп|окт|нов|дец
sr_Latn januar|februar|mart|april|maj|jun|jul|avgust|septembar|oktobar|novembar|decembar
id januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember
id jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des
ca gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre
he ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר
he ינו|פבר|מרץ|אפר|מאי|יוני|יולי|אוג|ספט|אוק|נוב|דצמ
he בינואר|בפברואר|במרץ|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר
hi जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर
hi जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितम्बर|अक्तूबर|नवम्बर|दिसम्बर
ka იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი
ka იან|თებ|მარ|აპრ|მაი|ივნ|ივლ|აგვ|სექ|ოქტ|ნოე|დეკ
ka იანვარს|თებერვალს|მარტს|აპრილს|მაისს|ივნისს|ივლისს|აგვისტოს|სექტემბერს|ოქტომბერს|ნოემბერს|დეკემბერს
hy հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի
hy հնվ|փտվ|մրտ|ապր|մյս|հնս|հլս|օգս|սեպ|հոկ|նոյ|դեկ
hy հունվար|փետրվար|մարտ|ապրիլ|մայիս|հունիս|հուլիս|օգոստոս|սեպտեմբեր|հոկտեմբեր|նոյեմբեր|դեկտեմբեր
lt sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio
lt saus|vas|kov|bal|geg|birž|liep|rugp|rugs|spal|lapkr|gruod
lt sausis|vasaris|kovas|balandis|gegužė|birželis|liepa|rugpjūtis|rugsėjis|spalis|lapkritis|gruodis
lv janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris
lv janv|febr|marts|apr|maijs|jūn|jūl|aug|sept|okt|nov|dec
et jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember
et jaan|veebr|märts|apr|mai|juuni|juuli|aug|sept|okt|nov|dets
sl januar|februar|marec|april|maj|junij|julij|avgust|september|oktober|november|december
mk јануари|февруари|март|април|мај|јуни|јули|август|септември|октомври|ноември|декември
be студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня
be сту|лют|сак|кра|мая|чэр|ліп|жні|вер|кас|ліс|сне
be студзень|люты|сакавік|красавік|май|чэрвень|ліпень|жнівень|верасень|кастрычнік|лістапад|снежань
ps جنوري|فبروري|مارچ|اپریل|مۍ|جون|جولای|اګست|سېپتمبر|اکتوبر|نومبر|دسمبر
ps جنورۍ|فبرورۍ|مارچ|اپرېل|مۍ|جون|جولای|اګست|سېپټمبر|اکتوبر|نومبر|دسمبر
ps جنوري|فېبروري|مارچ|اپریل|مۍ|جون|جولای|اګست|سپتمبر|اکتوبر|نومبر|دسمبر
ur جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر
sq janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor
sq jan|shk|mar|pri|maj|qer|korr|gush|sht|tet|nën|dhj
ru янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек
tg январи|феврали|марти|апрели|майи|июни|июли|августи|сентябри|октябри|ноябри|декабри
uz yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentyabr|oktyabr|noyabr|dekabr
ar جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر
ar يناير|فبراير|مارس|ابريل|مايو|يونيه|يوليه|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر
fa ژانویه|فوریه|مارچ|آپریل|می|جون|جولای|آگوست|سپتمبر|اکتوبر|نومبر|دسمبر
it gen|febbr|mar|apr|magg|giu|lug|ag|sett|ott|nov|dic
pl sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru
th มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม
th ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค.
lo ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ
km មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ
"""
_OTHER_MONTHS = {
    "setiembre": 9,
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
    "maerz": 3,
    "feber": 2,
    "studenog": 11,
}
_WEEKDAYS = """
en monday|tuesday|wednesday|thursday|friday|saturday|sunday
de montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag
fr lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
es lunes|martes|miércoles|jueves|viernes|sábado|domingo
ru понедельник|вторник|среда|четверг|пятница|суббота|воскресенье
it lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica
pt segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo
nl maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag
pl poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela
tr pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar
uk понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя
uz dushanba|seshanba|chorshanba|payshanba|juma|shanba|yakshanba
uz_Cyrl душанба|сешанба|чоршанба|пайшанба|жума|шанба|якшанба
tg душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе|якшанбе
kk дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі
ky дүйшөмбү|шейшемби|шаршемби|бейшемби|жума|ишемби|жекшемби
az bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə|bazar
tk duşenbe|sişenbe|çarşenbe|penşenbe|anna|şenbe|ýekşenbe
ar الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد
fa دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه|یکشنبه
el δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή
sv måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag
da mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag
fi maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|lauantaina|sunnuntaina
fi maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai
cs pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle
sk pondelok|utorok|streda|štvrtok|piatok|sobota|nedeľa
ro luni|marți|miercuri|joi|vineri|sâmbătă|duminică
hu hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap
bg понеделник|вторник|сряда|четвъртък|петък|събота|неделя
hr ponedjeljak|utorak|srijeda|četvrtak|petak|subota|nedjelja
sr понедељак|уторак|среда|четвртак|петак|субота|недеља
sr_Latn ponedeljak|utorak|sreda|četvrtak|petak|subota|nedelja
id senin|selasa|rabu|kamis|jumat|sabtu|minggu
ca dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge
he יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|יום שבת|יום ראשון
hi सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार
ka ორშაბათი|სამშაბათი|ოთხშაბათი|ხუთშაბათი|პარასკევი|შაბათი|კვირა
hy երկուշաբթի|երեքշաբթի|չորեքշաբթի|հինգշաբթի|ուրբաթ|շաբաթ|կիրակի
lt pirmadienis|antradienis|trečiadienis|ketvirtadienis|penktadienis|šeštadienis|sekmadienis
lv pirmdiena|otrdiena|trešdiena|ceturtdiena|piektdiena|sestdiena|svētdiena
et esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev
sl ponedeljek|torek|sreda|četrtek|petek|sobota|nedelja
mk понеделник|вторник|среда|четврток|петок|сабота|недела
be панядзелак|аўторак|серада|чацвер|пятніца|субота|нядзеля
ps دوشنبه|سه شنبه|چهارشنبه|پنج شنبه|جمعه|اونۍ|یکشنبه
ur پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار
sq e hënë|e martë|e mërkurë|e enjte|e premte|e shtunë|e diel
en mon|tue|wed|thu|fri|sat|sun
ru пн|вт|ср|чт|пт|сб|вс
vi thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|chủ nhật
zh 星期一|星期二|星期三|星期四|星期五|星期六|星期日
zh 周一|周二|周三|周四|周五|周六|周日
ja 月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日
ko 월요일|화요일|수요일|목요일|금요일|토요일|일요일
th วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์
"""
_OTHER_WEEKDAYS = {
    "tues": 1, "wednes": 2, "thur": 3, "thurs": 3, "sonnabend": 5, "星期天": 6,
    "среду": 2, "пятницу": 4, "субботу": 5,
}  # fmt: skip


def _numbered(table: str, first: int) -> dict[str, int]:
    rows = (row.partition(" ")[2].split("|") for row in table.strip().splitlines())
    return {name: number for names in rows for number, name in enumerate(names, first)}


#: What is another month in Croatian than in Polish or Czech.
CROATIAN_MONTHS = {"listopada": 10, "listopad": 10, "lis": 10, "lip": 6, "srp": 7}

_SOLAR_MONTHS = """
fa فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند
fa فروردين|ارديبهشت|خرداد|تير|امرداد|شهريور|مهر|ابان|اذر|دي|بهمن|اسفند
prs حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت
ps وری|غویی|غبرګولی|چنګاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب
"""
#: The months of the Solar Hijri calendar, by their names in Iran and Afghanistan.
SOLAR_MONTHS = frozenset(_numbered(_SOLAR_MONTHS, 1))

#: Name in lower case → number from 1.
MONTHS = _numbered(_SOLAR_MONTHS, 1) | _numbered(_MONTHS, 1) | _OTHER_MONTHS

#: Name in lower case → number from 0, Monday.
WEEKDAYS = _numbered(_WEEKDAYS, 0) | _OTHER_WEEKDAYS
