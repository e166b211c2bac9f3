"""Light stems: forms of a word that meet, and words that stay apart."""

from __future__ import annotations

import pytest

from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.light_stems import LIGHT_STEMMERS
from searchkit.analysis.stems import Stems

STEMS = Stems()


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("uk", "переговори переговорів переговорам переговорами переговорах"),
        ("uk", "урядовий урядового урядовому урядових"),
        ("be", "перамовы перамовам перамовамі перамовах"),
        ("bg", "правителство правителството правителства правителствата"),
        ("tg", "гуфтушунид гуфтушунидҳо гуфтушунидҳои гуфтушунидҳоро"),
        ("tg", "тоҷик тоҷикӣ тоҷикон"),
        ("uz", "hukumat hukumatning hukumati hukumatini hukumatlar hukumatlarning"),
        ("uz", "ҳукумат ҳукуматнинг ҳукумати ҳукуматлар"),
        ("kk", "үкімет үкіметтің үкіметі үкіметтер үкіметке үкіметтен"),
        ("ky", "өкмөт өкмөттүн өкмөтү өкмөткө өкмөттөр өкмөттөрдүн"),
        ("kk", "кітап кітабы кітапта кітабында кітаптардың"),
        ("kk", "қала қалаң қалам қаласы қаласына қаладан"),
        ("kk", "сөйлеген сөйлегенде"),
        ("kk", "қазақстан қазақстанда қазақстанның қазақстанға"),
        ("ky", "кыргызстан кыргызстанга кыргызстандын кыргызстанда"),
        ("ky", "чогулуш чогулушка чогулуштун"),
        ("ky", "көтөрүү көтөрүүгө көтөргөн көтөрүп"),
        ("uz", "respublika respublikaning respublikasi respublikamiz"),
        ("uz", "tilak tilagi tilakning"),
        ("uz", "yozgan yozganda yozdi"),
        ("ur", "حکومت حکومتوں حکومتیں"),
        ("ur", "لکھنا لکھتے لکھتی لکھا"),
        ("az", "hökumət hökumətin hökuməti hökumətlər hökumətlərin hökumətdən"),
        ("tk", "hökümet hökümetiň hökümeti hökümetler hökümetden"),
        ("tt", "хөкүмәт хөкүмәтнең хөкүмәтләр хөкүмәткә"),
        ("ar", "محادثات المحادثات والمحادثات بالمحادثات للمحادثات"),
        ("ar", "حكومة الحكومة والحكومة للحكومة حكومته"),
        ("ko", "정부 정부는 정부가 정부의 정부에서"),
        ("he", "מחבל מחבלים"),
        ("sl", "pogajanja pogajanjih pogajanji"),
        ("sl", "luka luke luki luko lukam lukah"),
        ("lv", "osta ostas ostu ostai ostā ostās"),
        ("lv", "Rīga Rīgas Rīgu Rīgai Rīgā"),
        ("ka", "ნავსადგური ნავსადგურის ნავსადგურში ნავსადგურები ნავსადგურებში"),
        ("is", "bátur báturinn bátar bátarnir bátum"),
        ("bn", "বন্দর বন্দরের বন্দরে বন্দরটি"),
        ("mr", "बंदर बंदरात बंदराला बंदरांची"),
        ("te", "నౌక నౌకలు నౌకలో నౌకకు"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(code, forms):
    stems = STEMS.of(code)
    assert stems is not None
    assert len({stems[form] for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("uk", "мова мода мор"),
        ("uk", "війна воїн"),
        ("lv", "uzņēmums uzņēmējs Latvija"),
        ("sl", "predsednik predstavnik predstava"),
        ("ka", "ბიოლოგი ბიოლოგიური"),
        ("kk", "бала бар бас"),
        ("kk", "қазақ қазақстан"),
        ("tg", "мор мард ман"),
        ("ko", "정부 정치 정상"),
        # A short word keeps what may be its ending.
        ("uz", "ona onda"),
    ],
)
def test_other_words_have_other_stems(code, words):
    stems = STEMS.of(code)
    assert stems is not None
    assert len({stems[word] for word in words.split()}) == len(words.split())


@pytest.mark.parametrize("code", LIGHT_STEMMERS)
def test_something_is_left_of_every_word(code):
    assert code in LANGUAGES
    for length in range(1, 9):
        assert LIGHT_STEMMERS[code]("ыиаеноlarҳои"[:length])


@pytest.mark.parametrize("code", ["sw", "vi", "tl"])
def test_no_english_rules_are_applied_to_other_languages(code):
    stems = STEMS.of(code)
    assert stems is not None
    assert stems["nations"] == f"{code}:nations"
