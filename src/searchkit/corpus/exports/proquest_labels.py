"""The labels of ProQuest's fields, in the languages of its pages, and what they mean."""

from __future__ import annotations

_MEANINGS = {
    "title": "Title|Titre|Título|Titel|Titolo",
    "authors": "Author|Auteur|Autor|Verfasser|Autore|Author/Creator",
    "info": "Publication info|Informations de publication|Información de publicación"
    "|Veröffentlichungsinfo|Publikationsinfo|Informazioni sulla pubblicazione",
    "source": "Publication title|Titre de la publication|Titre de publication"
    "|Título de publicación|Título de la publicación|Titel der Publikation|Publikationstitel"
    "|Titolo pubblicazione|Título da publicação",
    "date": "Publication date|Date de publication|Fecha de publicación"
    "|Publikationsdatum|Erscheinungsdatum|Data di pubblicazione|Data de publicação",
    "year": "Publication year|Année de publication|Año de publicación|Publikationsjahr"
    "|Erscheinungsjahr|Anno di pubblicazione|Ano de publicação",
    "text": "Full text|Texte intégral|Texto completo|Volltext|Testo integrale|Full Text",
    "abstract": "Abstract|Abstract (summary)|Résumé|Resumen|Resumo|Zusammenfassung",
    "links": "Links|Liens|Enlaces|Link",
    "language": "Language of publication|Language|Langue de publication|Idioma de la publicación"
    "|Idioma de publicación|Publikationssprache|Lingua di pubblicazione",
    "url": "Document URL|URL du document|URL del documento|Dokument-URL|URL documento",
    "document_id": "ProQuest document ID|ID du document ProQuest"
    "|ID del documento de ProQuest|ProQuest-Dokument-ID|ID documento ProQuest",
    "section": "Section|Sección|Rubrik|Sezione",
    "subject": "Subject|Sujet|Materia|Thema|Soggetto|Business indexing term",
    "location": "Location|Lieu|Lugar|Ort",
    "people": "People|Personnes|Personas|Personen",
    "company": "Company / organization|Company/organization|Société / organisation"
    "|Empresa/organización|Unternehmen/Organisation",
    "pages": "Pages|Páginas|Seiten|First page|Page count|Number of pages",
    "issue": "Issue",
    "volume": "Volume",
    "publisher": "Publisher|Éditeur|Editorial|Herausgeber|Verlag",
    "place": "Place of publication|Lieu de publication|Lugar de publicación|Publikationsort",
    "country": "Country of publication|Pays de publication|País de publicación|Publikationsland",
    "keywords": "Identifier / keyword|Identifier/keyword|Identificateur / mot-clé"
    "|Identificador/palabra clave",
    "publication_subject": "Publication subject|Journal subject|Sujet de la publication"
    "|Materia de publicación|Publikationsthema",
    "issn": "ISSN|e-ISSN|eISSN",
    "source_type": "Source type|Type de source|Tipo de fuente|Quellentyp|Tipo di fonte",
    "document_type": "Document type|Type de document|Tipo de documento|Dokumententyp",
    "copyright": "Copyright|Derechos de autor",
    "updated": "Last updated|Dernière mise à jour|Última actualización|Zuletzt aktualisiert",
    "database": "Database|Base de données|Base de datos|Datenbank",
    "dateline": "Dateline",
    "credit": "Credit|CREDIT",
    "caption": "Illustration|Caption|Document feature|Graphic",
    "accession_number": "Accession number",
    "column": "Column",
    "edition": "Edition",
    "supplement": "Supplement",
    "classification": "Classification",
    "doi": "DOI",
}

#: Label → what it means.
LABELS = {label: name for name, labels in _MEANINGS.items() for label in labels.split("|")}

#: What stands above the text of an article, and what stands below it.
ABOVE = frozenset({"authors", "info", "text", "abstract", "links", "title"})
BELOW = frozenset(_MEANINGS) - ABOVE

#: Of these one stands at the end of each article; the others may stand above a text, too.
ENDS = frozenset({"source", "date", "document_id", "url", "database", "updated", "source_type"})
