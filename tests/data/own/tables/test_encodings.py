"""Tables in the encodings of many languages, of which no file says which it is."""

import numpy as np
import pytest

GERMAN = "Größe;Stadt;Preis\n" + "".join(f"{i},5;{('Köln', 'München')[i % 2]};{i}.000,50\n" for i in range(40))


CHINESE = "面积,城市,价格\n" + "".join(f"{i * 3},{('北京', '上海')[i % 2]},{i * 1.5 + 3}\n" for i in range(40))


def columns(found):
    return {column.name: column.kind for column in found.columns}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_of_any_usual_encoding_is_read(desk, encoding):
    found, dataset = desk.whole("preise.csv", GERMAN.encode(encoding))
    assert columns(found) == {"Größe": "number", "Stadt": "category", "Preis": "number"}
    assert dataset.feature_names == ("Größe", "Stadt = München")
    np.testing.assert_allclose(dataset.samples().x[:3], [[0.5, 0], [1.5, 1], [2.5, 0]])
    np.testing.assert_allclose(dataset.samples().y[:3], [0.5, 1000.5, 2000.5])


@pytest.mark.parametrize(("encoding", "city"), [("gb18030", "北京"), ("gbk", "北京"), ("utf-8", "北京")])
def test_a_chinese_table_is_read(desk, encoding, city):
    found = desk.understand("房价.csv", CHINESE.encode(encoding))
    assert found.columns[1].examples[0] == city
    assert found.form.target == "价格"
    assert found.form.task == "regression"
    assert found.title == "房价"


def test_big5_is_recognised(desk):
    text = CHINESE.replace("面积", "面積").replace("北京", "臺北").replace("上海", "高雄").replace("价", "價")
    assert desk.understand("房價.csv", text.encode("big5")).columns[1].examples[:2] == ("臺北", "高雄")
