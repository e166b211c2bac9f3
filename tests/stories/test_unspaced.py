"""Texts without blanks between words: sentences of one text meet, and those of others do not."""

from __future__ import annotations

import pytest

from searchkit.stories.alignment import Text, aligned

THAI = (
    "การเจรจาสันติภาพที่กรุงคาบูลเริ่มขึ้นเมื่อวันจันทร์ตามที่โฆษกของรัฐบาลแถลงต่อผู้สื่อข่าว ",
    "กระทรวงการต่างประเทศของรัสเซียแถลงว่าการประชุมครั้งนี้มีความสำคัญต่อการรักษาความมั่นคงในภูมิภาคเอเชียกลาง",
)
# Most of its letters are those of the second sentence.
OTHER_THAI = "กระทรวงสาธารณสุขรายงานว่าการแพร่ระบาดของโรคในหลายจังหวัดทางภาคเหนือมีแนวโน้มลดลงอย่างต่อเนื่อง"
CHINESE = (
    "和平谈判星期一在喀布尔开始，政府发言人对记者说。",
    "双方代表同意下个月再次会面，讨论停火问题。",
)
OTHER_CHINESE = "世界市场的石油价格连续第三天上涨，因为炼油厂的需求增加了。"


@pytest.mark.parametrize(("sentences", "other"), [(THAI, OTHER_THAI), (CHINESE, OTHER_CHINESE)])
def test_a_sentence_meets_itself_with_letters_left_out_and_no_other(sentences, other):
    text = Text("".join(sentences), (0, len(sentences[0])))
    reworded = Text(sentences[1][:12] + sentences[1][15:], (0,))
    assert [(one.left, one.right) for one in aligned(text, reworded)] == [(1, 0)]
    assert aligned(text, Text(other, (0,))) == []
