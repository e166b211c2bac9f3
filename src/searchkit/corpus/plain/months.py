"""The names of months and weekdays in the languages whose dates are read."""

from __future__ import annotations

_MONTHS = {
    "English": "january february march april may june july august september october november"
    " december",
    "German": "januar februar märz april mai juni juli august september oktober november dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_SHORT_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jän feb mär apr mai jun jul aug sept okt nov dez",
)
_OTHER_MONTHS = {"jänner": 1, "setiembre": 9, "fevrier": 2, "aout": 8, "decembre": 12, "maerz": 3}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "mon tue wed thu fri sat sun",
)
_OTHER_WEEKDAYS = {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3, "sonnabend": 5}

#: Name in lower case → number from 1.
MONTHS = {
    name: number
    for names in (*_MONTHS.values(), *_SHORT_MONTHS)
    for number, name in enumerate(names.split(), 1)
} | _OTHER_MONTHS

#: Name in lower case → number from 0, Monday.
WEEKDAYS = {
    name: number for names in _WEEKDAYS for number, name in enumerate(names.split())
} | _OTHER_WEEKDAYS
