"""The names that tables give to their columns, in the languages of newsrooms and databases."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = {
    "title": """
        überschrift schlagzeile artikeltitel headlinetext titular kop head heading tytuł nagłówek
        название назва overskrift tittel otsikko cím název naslov başlık judul tiêuđề العنوان عنوان
        标题 標題 题目 題目 題名 件名 見出し タイトル 제목 기사제목 헤드라인 hl
    """,
    "source": """
        media mediumname outletname medianaam krant bron zeitung titelderzeitung fuente
        periódico diario medio fonte testata giornale jornal veículo veiculo źródło gazeta
        источник издание сми джерело видання källa tidning kilde avis lähde lehti forrás kaynak
        gazete sumber nguồn المصدر الصحيفة منبع روزنامه 来源 來源 媒体 媒體 媒体名称 媒體名稱
        报刊 報刊 报纸 報紙 报纸名称 刊名 出典 新聞名 紙名 掲載紙 媒体名 매체 매체명 언론사
        신문사
    """,
    "date": """
        дата датапубликации датавыхода data datapublikacji datapublicação datadepublicação
        datadipubblicazione fechadepublicación fechapublicación datedepublication dateparution
        erscheinungsdatum veröffentlichungsdatum datumzeit publiceringsdatum dato päivämäärä
        dátum publicationday tarih tanggal ngày ngàyđăng التاريخ تاريخالنشر تاریخ 日期 发布时间
        發布時間 发布日期 發布日期 出版日期 日付 掲載日 発行日 날짜 일자 게재일 보도일
    """,
    "authors": """
        автор авторы verfasser verfasserin schrijver författare forfatter skribent kirjoittaja
        szerző yazar muhabir penulis tácgiả الكاتب نویسنده 作者 记者 著者 執筆者 記者 저자 기자
        기자명 기고자 작성자
    """,
    "text": """
        содержание содержимое контент treść içerik metin isi konten nộidung النص المحتوى متن
        sisältö innhold indhold brødtekst brödtext obsah szöveg tartalom inhoud corpodotexto
        正文 内容 內容 全文 文章内容 新闻内容 新聞內容 本文 記事本文 内文 본문 기사본문 내용
    """,
    "summary": """
        анонс аннотация kurztext chapô özet ملخص 摘要 要約 요약
    """,
    "url": """
        ссылка адрес посилання enlace lien webadresse lenke länk odnośnik bağlantı tautan
        liênkết الرابط رابط 链接 網址 网址 リンク 링크 원문링크
    """,
    "language": """
        язык мова sprache taal langue idioma lingua język dil bahasa اللغة 语言 語言 言語 언어
    """,
}

#: The name of a column, as `key_of` gives it → the name that an object would have for it.
USUAL: Mapping[str, str] = {
    name: usual for usual, names in _NAMES.items() for name in names.split()
}

#: Names of the column with the text that are not usual elsewhere, as `key_of` gives them.
TEXT_NAMES = frozenset(
    """articlebody fulltext fulltextofarticle articlecontent contents paragraphs newstext
    newscontent bodyhtml document texto texte contenido contenu inhalt volltext artikeltext
    conteúdo conteudo testo tekst текст hit hitsentence textintegral texteintégral textecomplet
    transcript lead texts speech speechtext utterance""".split()
)
