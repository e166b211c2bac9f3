"""First names that are common in the news, in Latin letters."""

from __future__ import annotations

#: First names that are common, or plain. One that is a surname or a word too is not among them.
FIRST_NAMES = frozenset(
    """
    aaliyah aaron abdel abdul abdullah abraham abu adam adolf adrian adrián agnieszka agustín
    ahmad ahmed ahmet aisha akhil akio akira alain alan albert alberto alejandra alejandro
    aleksandar aleksandr aleksei aleksey alessandra alessandro alex alexander alexandra alexei
    alexey alexis alfonso alfred alfredo ali alice alison alistair allan amanda amelia amir amit
    ammar amy ana anastasia anatoly anders andre andrea andreas andrei andrej andres andrew
    andrey andrii andriy andrzej andré andrés andy angela angelo angus anil anita anna annalena
    anne anne-marie anneliese annette annika anthony antoine anton antonio antony antónio anwar
    ari ariel arjun arkady arnaud arnold artem arthur arturo arvind ashok ashraf asif asim atal
    audrey augusto aurélie ayman ayşe aécio barack barbara bartosz bashar bashir beatriz begoña
    ben benazir benito benjamin benoît bernard bernardo bernd bernhard bernie bertrand beth
    betty bilal bilawal bill billy bjorn björn bob bobby bolesław boris borys brad brandon
    brenda brendan brett brian bridget brittany bruno bryan burhanuddin callum carl carla carlo
    carlos carly carol caroline carolyn carrie catherine cecilia chad charles charlie charlotte
    cheryl chiara chloé chris christine christoph christophe christopher chuck ciarán cindy
    claire claude claudia claudio colin condoleezza connor corey cory courtney craig cristina
    cynthia cyril cédric césar damien dan daniel daniela daniele danny dave david debbie deborah
    declan deepak denis dennis derek desmond diana diane dick didier diego dieter dimitri dirk
    dmitri dmitriy dmitry dmytro dominic dominique don donald donna doris dorothy doug douglas
    dustin eamon ed eddie edgar edith eduard eduardo edward edwin eileen ekaterina ekrem elena
    eli elisabeth elise elizabeth ellen elon emily emine emma emmanuel emmerson enrico enrique
    eric erica erich erik ernest ernesto ernst esther ethan eugene eva evan evelyn evgeny fahd
    faisal fatima fatma fawad federico felipe felix ferdinand fergus fernanda fernando fidel
    filippo fiona florian frances francesca francesco francis francisco franco francois frank
    franz françois fred frederic frederick friedrich frédéric fumio fátima gabriel galina gamal
    gareth garrett gary gavin gaël gemma gennady geoff geoffrey georg george georges gerald
    gerard gerhard gerry ghislaine gianni gilbert gilberto giorgia giorgio giovanni giulio
    giuseppe glenn gloria gonzalo goodluck goran gordon graeme graham greg gregory grzegorz
    guadalupe guido guillaume guillermo gulbuddin gustavo guy gérard günter günther hafez hakan
    hamid hamish hamza hank hans harold harriet harry hashim hassan heather hector heidi heiko
    heinrich heinz helen helena helmut hendrik henri henrik henry herbert herman hermann hervé
    hillary hiroshi horst hosni howard hubertus hugh hugo huma hussein hélène hüseyin ian
    ibrahim ichiro ignacio ignazio igor ilham ilya imogen imran indira inga ingrid inés ion
    irene irina iryna isaac isabel isla ismail ivan ivana ivanka jacek jack jackie jacob
    jacqueline jacques jake jakob jamal james jamie jan jane janet jared jaroslav jarosław jason
    javier jean jean-luc jean-marie jean-pierre jean-yves jeb jeff jeffrey jemima jenna jennifer
    jens jeremiah jeremy jerome jerry jerzy jesse jessica jesus jill jim jimmy joachim joan
    joanna joanne joao joaquin joaquín jocelyn jochen joe joel joerg johan johann johannes john
    johnny jon jonathan joni jorge jose josef joseph josh joshua josip josé joyce joão juan
    juergen julia julian julie julio junichiro jurgen justin jérôme jörg jürgen kabir kamala
    kanye karen karim karin karl karsten katarzyna kate katherine kathleen kathryn kathy katie
    katja katrin kayla kazimierz kazuo keir keith kelli kellyanne kelsey kemal kemi ken kenji
    kenneth kevin kgalema khadija khaled khalid kim kim-jong kirk kirsten klaus kofi konrad
    konstantin kristen kristi kristin krzysztof ksenia kurt kwame kwasi kyle kyrsten käthe laila
    larisa larry lars laura lauren laurent lawrence layla leah leanne leila leo leon leonard
    leonardo leonid leslie lewis liam lina linda lindsay lindsey lionel lisa liz lorenzo lori
    lothar louis louise loïc luc luca lucas lucia lucien lucy ludwig luigi luis luisa luiz lukas
    luke luís lydia lynn lyudmila léa maggie magnus mahmoud mahmud malcolm manfred manmohan
    manon manuel manuela marc marcel marcelo marcin marco marcos marcus marek margaret maria
    mariana marie marina mario marion marius marjorie mark marko markus marsha marta martha
    martin martina martti martín marvin mary masayoshi massimo mateo mateusz mathias mathieu
    mathilde matt matteo matthew matthias maurice mauricio mauro max maxim maximilian maya
    małgorzata megan meghan megyn mehmet melania melanie melissa mia michael michal michel
    michele michelle micheál mieczysław miguel mihail mikael mike mikey mikhail milan milos
    miriam miroslav mitch mitt miłosz mohamad mohamed mohammad mohammed molly monica moshe
    muammar muhammad muhammadu murat mustafa mykhailo mykola mónica nadia nancy naoki naomi
    naoto narendra nasser natalia natalie natasha nathan nawaz neil nelson niall niamh nicholas
    nick nicola nicolae nicolas nicole nicolás nigel nikita nikki nikola nikolai nikolay nils
    nina nirmala noah noam noel nora norbert norman nouri nursultan océane oisín oksana olaf
    oleg oleksandr oleksiy olena olga oliver olivia olivier olusegun omar orlando osama oscar
    oskar otto pablo paddy padraig paige pam pamela paola paolo pascal patricia patrick patrik
    patty paul paula paulo pavel paweł pedro per pete peter petr petra petro phil philip philipp
    philippe phillip pierre pieter piotr priti priya priyanka qasem rachel rachida radosław
    radovan rafael rafał rafik rahul raila rainer raj rajesh rajiv rajnath rakesh ralf ralph
    ramesh ramon randy rashida raul ravi ray raymond raúl rebecca recep regina reince reinhard
    renata renato rene rené rhys ricardo richard rick ricky rishi rob robby robert roberto robin
    rodolfo rodrigo roger roland rolf roman romano ron ronald ronnie rory rosa rowan roy ruben
    rubén rudolf rudy rupert ruslan russell ruth ryan rüdiger sabine saddam sadiq saeed sahra
    sajid sally salman salvador salvatore sam samantha samir samira samuel sandra sanjay
    santiago sara sarah saskia scott seamus sean sebastian sebastián selahattin serge sergei
    sergey sergio serhii serhiy sewell shane shannon sharon shaun shawn shehbaz sheila shelley
    sherrod shigeru shimon shinzo shirley sian sigmund sigurd silke silvia silvio simon simona
    siobhan slobodan sofia sonia sophie stan stanislav stanislaw stanisław stefan stefano
    steffen stephane stephanie stephen steve steven stine stuart stéphane sue suella sunil
    suresh susan sushma suzanne sven svenja svetlana sylvia sylvie szymon sébastien ségolène
    takashi tamara tammy tanya taras tariq taro tatiana tatyana tayyip ted teresa terry tessa
    thabo theo theodor theodore theresa thiago thierry thomas thorsten tiffany tim timothy
    tobias todd tom tomas tomasz tommy tomás tony torsten tracy trevor trey troy tulsi tyler
    uhuru ulf ulrich ulrike umberto ursula uwe vaclav valentin valentina valeri valery vanessa
    vasily vera veronica verónica vicente victor victoria vijay vikram viktor viktoria vincent
    vincenzo virginie vitali vitalii vitaliy vitaly vittorio vivek vivian vladimir vojislav
    volker volodymyr víctor walter waltraud wanda wendy werner whitney wiktor wilhelm will
    william willie willy winnie winston wladimir wojciech wolfgang władysław xavier ximena yasir
    yasser yegor yevgeni yevgeny yitzhak yoko yoshihide yousef youssef yoweri yukio yulia yuri
    yuriko yuriy yusef yusuf yves yvette yvonne zach zachary zainab zalmay zamir zbigniew zine
    zoe zohran zoran zoé zsolt zygmunt álvaro ángel édouard élisabeth éric íñigo óscar łukasz
    """.split()
)
