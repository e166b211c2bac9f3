"""First names of men and women: where a name begins, and whom a pronoun can mean."""

from __future__ import annotations

MEN = frozenset(
    """
    aaron abdul adam adrian ahmad ahmed alain alan albert alberto alejandro aleksander alessandro
    alex alexander alexandre alexis alfonso alfred alfredo ali alois alvaro álvaro amadou anders
    andré andre andreas andrés andres andrew andrzej angelo anthony antoine anton antonio
    antónio armando arnaud arnold arthur artur arturo augusto aurélien axel barack bashar ben
    benedikt benjamin benoît benyamin bernard bernardo bernd bernhard bill björn bob boris brian
    bruno carl carles carlo carlos césar cesar charles chris christian christoph christophe
    christopher claude claudio clemens clément cristian cristiano cristóbal cyril damien dan daniel
    dario david denis detlef didier diego dieter dimitri dirk dmitri dominik donald eberhard édouard
    eduard eduardo edward egon elmar elon emil emiliano emmanuel emmerson enrico enrique éric eric
    erich erik ernesto ernst esteban eugen evo fabian fabien fabio fabrice federico felipe félix
    felix ferdinand fernando florian francesco francis francisco franck franco françois frank frans
    franz frédéric friedrich gabriel gaël gavin geert geoffroy georg george georges gérald gérard
    gerd gerhard germán gerry gert giacomo gilbert gilles giorgio giovanni giuseppe gonzalo
    gottfried
    grégory grzegorz guido guillaume guillermo günter günther gustavo guy hans harald harry hartmut
    hassan hector héctor heiko heiner heinrich heinz helmut henri henrik henry herbert hermann
    horst hubert hugo ian ibrahim ignacio igor ingo iván ivan jack jacek jacques jair jakob james
    jan
    jaume javier jean jens jeremy jérôme jerome jesús jim jimmy joachim joan joaquín joe joël johann
    johannes john jonas jordi jorge josé jose josef joseph josep joshua juan jules julian julien
    julio jürgen justin kamal karim karl karsten kay keith kenneth kevin khaled kim klaus konrad
    konstantin kurt lars laurent leo leonardo leopoldo lionel lorenzo lothar louis luc luca lucas
    ludwig luigi luis luís luiz lukas lutz maciej manfred manuel marc marcel marcelo marcin marco
    marcos marcus marek mariano mariusz mario mark markus martin massimo mateo mathieu matteo
    matthias matthieu mauricio maurizio max maxim maxime maximilian mehdi mehmet michael michał
    michel michele miguel mike mikel mohamed mohammad mohammed moritz muhammad mustafa narendra
    nasser nelson nicolás nicolas nicolae nicola nigel niklas nikolaus norbert olaf ole oliver
    olivier
    omar óscar oscar oskar osman otto pablo paolo pascal patrice patricio patrick paul paulo pavel
    paweł pedro pere peter petr petro philip philipp philippe pierre pietro piotr quentin rafael
    rafał ralf ralph ramón ramon raphaël raúl recep rémi renato rené reinhard ricardo richard robert
    roberto rodrigo roger roland rolf romain roman ronald rubén rüdiger rudolf sadiq salvador
    salvatore sam samuel santiago scott sebastian sébastien sepp serge sergio sigmar silvio simon
    stanislas stefan stefano steffen stéphane stephan stephen steve steven sven tayyip ted theo
    thierry thilo thomas thorsten tim tobias tom tomás tomasz tony torsten uli ulrich uwe valentin
    valéry vicente victor víctor viktor vincent vincenzo vladimir volker volodymyr walter werner
    wilhelm wilfried willi william winfried wojciech wolfgang wolfram xavier xi yann yannick yves
    zbigniew
    aaron abraham alec allen andy angus arnie barry ben bernie bert bill billy blake bob bobby
    brad bradley brandon brendan brent brett bryan bruce calvin carter chad charlie chuck
    clarence clinton colin corey craig curtis dale damon dave dean denis dennis derek dick
    dmitry don donny doug douglas drew duncan dwight ed eddie edgar edwin elijah elliott ethan
    evan ezra frankie franklin fred freddie gary gavin geoff geoffrey gerry glenn gordon graham
    greg gregory hank harold harrison herman howard hunter isaac jake jared jason jay jeff
    jeffrey jeremiah jerry jesse joey johnny jon jonathan josh justin keith ken kyle lance larry
    lawrence lee lenny leon leonard liam lloyd logan luke malcolm matt matthew mitch mitt nathan
    nathaniel neil newt nick noah norman owen paddy pete phil phillip preston ralph randy ray
    raymond reince rex rick rob rodney ron ronnie ross rudy russell ryan scotty sean seth shane
    simon stanley steve stuart tad tedd terry tim timothy todd tommy travis trevor troy tyler
    vince wayne wesley william zach zachary
    александр алексей анатолий андрей антон аркадий арсен артём артем борис вадим валентин валерий
    василий виктор виталий владимир владислав вячеслав геннадий георгий герман глеб григорий даниил
    денис джо джон дмитрий дональд евгений егор иван игорь илья ильхам кирилл константин леонид
    максим марк михаил мухаммед николай никита олег павел пётр петр рамзан реджеп рекс ринат роман
    руслан рустам сергей станислав степан тимур фёдор федор франсуа шавкат эдуард эммануэль эрнест
    юрий ярослав яков барак билл дэвид майкл роберт томас
    олександр олексій андрій антін артем борис вадим валерій василь віктор віталій володимир
    вячеслав геннадій григорій дмитро євген іван ігор ілля кирило леонід микола михайло олег петро
    роман сергій степан тарас юрій ярослав денис максим
    """.split()
)
WOMEN = frozenset(
    """
    adriana agnès aïcha aisha alba alexandra alice alicia amanda amélie ana angela ángela
    angelika anja anke anita anna annalena anne annegret annette antje astrid audrey aurélie aurore
    barbara bárbara beata beate béatrice beatriz bettina birgit blanca brigitte britta camille
    carla carme carmen carola carolina caroline catherine cécile cecilia celia chantal charlotte
    christiane christina christine claire clara claudia clémentine constance corinna corinne
    cristina
    dagmar danièle daniela delphine diana dilma dolores doris dorothea ekaterina elena elisa
    élisabeth elisabeth elizabeth elke élodie elsa emma emmanuelle erika ester esther eva évelyne
    ewa fabienne fatima florence franziska françoise friederike gabriela gabriele gabriella
    geneviève
    gerda gisela giorgia gloria greta grażyna hannelore heike heidi helena hélène helga hillary
    ilse ines inés inès ingrid irene irina isabel isabella isabelle iwona jacinda jana jeanne
    jennifer jessica joanna johanna josefina juana judith julia julie juliette jutta karin karine
    karla karoline katarzyna katharina kathrin katja katrin kerstin kristina laetitia larissa laura
    laure laurence lea léa leila leni letizia leticia liliana lina linda lisa lola lorena louise
    lucía
    lucie lucy luisa lydia magdalena maite małgorzata manon manuela mar margarita marguerite
    maria maría mariana marianne marie marina marine marion marisa marlène marta martha martina
    martine mary mathilde maud melania mélanie melanie mercedes michaela michelle mireille mónica
    monica monika montserrat muriel myriam nadia nadine nancy natalia natalie natascha nathalie
    nicole
    nina noelia nora odile olga olivia paola patricia patrizia paula paulina pauline petra pilar
    priscillia rachel raquel rebeca regina regine renata renate rita rocío rosa rosario roxana ruth
    sabine sabrina sahra sandra sandrine sara sarah saskia ségolène silke silvia simone sofía sofia
    sonia sonja sophie soraya stefanie steffi stéphanie stephanie susana susanne svenja sylvia
    sylvie
    tania tanja tatiana teresa theresa therese ulrike ursula úrsula ute valeria valérie vanessa
    véra vera verena verónica véronique victoria viktoria virginia virginie viviane xiomara yolanda
    yvonne
    abby abigail adele agnes aimee alison allison amber amelia amy angie anne annie april ashley
    audrey becky bernadette beth bethany betsy betty beverly bonnie brenda brooke caitlin
    candace carly carolyn carrie cassandra cathy charlene chelsea cheryl christie cindy colleen
    connie cynthia daisy darlene dawn debbie deborah denise diane donna doreen dorothy edith
    eileen elaine eleanor ellen emily erica erin esther ethel fiona frances gail georgia
    geraldine gina ginger gladys glenda grace gwen hannah harriet hazel heather helen holly hope
    huma irene ivanka ivy jane janet janice jasmine jen jenna jenny jill jo joanne jodi
    josephine joy joyce judy june kate kathleen kathryn kathy katie kayla kimberly kirsten
    kristen lauren leah lillian liz loretta lori lorraine lynn mabel madeleine margaret marcia
    margot marjorie marlene maureen megan melinda melissa meredith mildred miranda molly naomi
    nell nellie nora norma pam pamela paige peggy penny phyllis rebecca roberta robyn ruth sally
    samantha shannon sharon sheila shelley shirley stacey stacy sue susan susie suzanne sylvie
    tammy tara tiffany tina tracy trish ursula vicky violet vivian wendy whitney winnie yvette
    zoe
    александра алла алина анастасия ангела анна антонина валентина валерия вера вероника виктория
    галина дарья диана евгения екатерина елена елизавета жанна зинаида инна ирина карина кира клара
    ксения лариса лидия любовь людмила маргарита марина мария мадина надежда наталия наталья нина
    оксана ольга полина раиса светлана софия софья тамара татьяна тереза хиллари элла эльвира юлия
    яна
    алла аліна анастасія ганна валентина вікторія галина дарина євгенія катерина олена інна ірина
    лариса любов людмила марина марія надія наталія ніна оксана ольга світлана софія тетяна юлія
    """.split()
)
KNOWN = MEN | WOMEN
# Men are called so in one country, and women in another.
_OF_EITHER = (MEN & WOMEN) | frozenset(
    "jean joan kim andrea nicola gabriele simone jan michele camille kay alex chris lee lynn terry"
    " dale dana tracy robin ashley blake hunter jo jackie ali carter logan clinton jordan".split()
)


def is_first_name(word: str) -> bool:
    """Tell if a word, or what stands before its hyphen, is a common first name."""
    small = word.lower()
    return small in KNOWN or ("-" in small and small.partition("-")[0] in KNOWN)


def gender(name: str) -> str | None:
    """The gender of whoever has a first name: `he`, `she` or None.

    >>> gender("Jean-Claude Martin"), gender("Anna Berg"), gender("Berg")
    ('he', 'she', None)
    """
    first, _, rest = name.partition(" ")
    small, _, second = first.lower().partition("-")
    if rest and second and small == "jean":
        # Alone it is a woman's in English too.
        return "he"
    if not rest or small in _OF_EITHER:
        return None
    return "he" if small in MEN else "she" if small in WOMEN else None
