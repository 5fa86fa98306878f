"""Why a row or a file of costs is refused: one Polish sentence each, with the remedy.

What stands before the colon groups the rows in the summary of a load.
"""

# Of a row.
FORMULA = "Komórka z formułą: kolumna „{column}”; zaznacz komórki, skopiuj je i wklej jako wartości"
TOO_FEW = "Za mało kolumn w wierszu: plik może być ucięty; pobierz go lub zapisz jeszcze raz"
TOO_MANY = "Za dużo kolumn w wierszu: kwotę z przecinkiem zapisz w cudzysłowie lub użyj średnika"
UNIT = (
    "Nieznany kod jednostki: „{text}”; podaj kod TERYT gminy (6 lub 7 cyfr) albo powiatu (4 cyfry)"
)
UNIT_TWICE = (
    "Niejednoznaczny kod jednostki: „{text}” może być gminą {text} albo 0{text}; "
    "wpisz 7 cyfr i zapisz kolumnę jako tekst"
)
UNIT_LEVEL = "Koszty podają tylko gminy i powiaty: „{text}”; podaj kod gminy albo powiatu"
YEAR = "Rok nie jest liczbą od {first} do {last}: „{text}”; wpisz cztery cyfry"
PART_OF_YEAR = "To nie jest cały rok: „{text}”; wpisz kwoty za cały rok, a rok czterema cyframi"
YEAR_NOT_OVER = "Ten rok jeszcze się nie skończył: {text}; wczytaj go, gdy będzie zamknięty"
CHAPTER = (
    "Nieznany rozdział: „{text}”; sprawdź pięć cyfr; jeżeli są dobre, dopisz rozdział do słownika "
    "data/costs/classification.toml i wczytaj plik jeszcze raz"
)
PARAGRAPH = (
    "Nieznany paragraf: „{text}”; sprawdź trzy lub cztery cyfry; jeżeli są dobre, dopisz paragraf "
    "do słownika data/costs/classification.toml i wczytaj plik jeszcze raz"
)
DIVISION = (
    "Dział nie zgadza się z rozdziałem: „{text}” i {chapter}; wpisz {expected} albo zostaw puste"
)
EMPTY = "Pusta komórka: kolumna „{column}”; uzupełnij ją albo usuń wiersz"
NUMBER = "To nie jest liczba: „{text}” w kolumnie „{column}”; wpisz np. 12,5"
DECIMALS = "Kwota ma więcej niż dwa miejsca po przecinku: „{text}”; zaokrąglij ją do grosza"
TOO_LARGE = "Liczba poza zakresem: „{text}” w kolumnie „{column}”; sprawdź liczbę zer"
NEGATIVE = (
    "Liczba jest ujemna: „{text}” w kolumnie „{column}”; ujemne mogą być tylko korekty wydatków"
)
NEGATIVE_SUM = (
    "Ujemna suma rozdziału: rozdział {chapter} w roku {year} daje razem {total} zł; "
    "korekta nie może być większa niż wydatki"
)
DUPLICATE = (
    "Drugi wiersz o tym samym kluczu: pierwszy to {place}, wiersz {line}; "
    "zostaw jeden, a kwoty w nim dodaj"
)
NO_DRIVER = (
    "Brak klucza: wiersz bez żadnej liczby; wpisz etaty, godziny, metry, sprawy albo własny udział"
)
SHARE = "Udział spoza przedziału: „{text}”; wpisz procent od 0 do 100"
SHARES = (
    "Udziały własne nie dają razem 100 %: pula {pool} w roku {year} ma razem {total} %; "
    "popraw je wszystkie i wczytaj jeszcze raz"
)
SERVICE = "Nieznana usługa: „{text}”; kody są w arkuszu „slowniki” szablonu"
SERVICE_LEVEL = "Tej usługi nie prowadzi jednostka tego poziomu: „{text}”; sprawdź kod jednostki"
POOL = "Nieznana pula: „{text}”; kody są w arkuszu „slowniki” szablonu"
NOT_FED = "Usługa nie korzysta z tej puli: „{text}” i {pool}; wpisz tę część w wierszu „inne”"
MEASURE = "Nieznana miara usługi: „{text}”; dozwolone: {allowed}"
KIND = "Nieznany rodzaj: „{text}”; dozwolone: {allowed}"
NAME = "Za długa nazwa lub uwaga: kolumna „{column}” ma {n} znaków; skróć ją do {most}"
RATE = "Stawka spoza przedziału: „{text}”; wpisz procent rocznie, większy od 0 i najwyżej 100"
LAST_YEAR = "Ostatni rok jest przed pierwszym: {last} i {first}; popraw jeden z nich"

# Of a file.
FILE_TOO_LARGE = (
    "Plik {file} ma {size} MB, a najwięcej może mieć {most} MB. Podziel go, np. na lata lub "
    "jednostki, i wczytaj części jednym poleceniem."
)
UNPACKED_TOO_LARGE = (
    "Plik {file} po rozpakowaniu ma ponad {most} MB. Usuń z niego to, co nie jest szablonem, albo "
    "zapisz arkusze jako CSV."
)
MACROS = "Plik {file} zawiera makra, a takich nie wczytujemy. Zapisz go jako zwykły skoroszyt XLSX."
OLD_WORKBOOK = (
    "Plik {file} to skoroszyt w starym formacie albo chroniony hasłem. "
    "Zapisz go bez hasła jako XLSX."
)
OTHER_ARCHIVE = "Plik {file} nie jest skoroszytem XLSX. Zapisz go jako XLSX albo CSV."
BROKEN = "Plik {file} jest uszkodzony i nie da się go odczytać. Zapisz go jeszcze raz jako XLSX."
NO_SHEETS = (
    "W pliku {file} nie ma żadnego arkusza kosztów. Arkusze nazywają się: {names}; "
    "pusty szablon: /koszty/szablony/koszty.xlsx"
)
NO_COLUMNS = (
    "W {place} brakuje kolumn: {missing}. Pierwszy wiersz musi zawierać nagłówki: {expected} "
    "(docs/formats.md)."
)
NOTHING = (
    "W plikach nie ma ani jednego wiersza danych, więc nic nie wczytano. Wpisz dane pod "
    "nagłówkami; przykład: /koszty/szablony/przyklad/koszty.xlsx"
)
SAMPLE_TAKES_FICTIONAL = (
    "Ta baza zawiera dane przykładowe i przyjmuje tylko jednostki przykładowe (kody 99…), a w "
    "{place}, wiersz {line} jest {code}. Dla prawdziwych danych załóż pustą bazę: "
    "python -m smup init --empty --force albo wskaż inną w SMUP_DATABASE_URL."
)

# Notes of a load.
ALL_FAILED = "Ani jednego wiersza nie przyjęto dla jednostek: {units}."
COST_WITHOUT_OUTPUT = "Koszt bez produktu, więc bez kosztu jednostkowego ({n}): {list}."
OUTPUT_WITHOUT_COST = "Produkt bez kosztu ({n}): {list}."
NO_REST = (
    "Pula wspólna bez wiersza „inne”, więc całą dzielą podane usługi ({n}): {list}. "
    "Dopisz wiersz „inne”, jeżeli jednostka ma też inne zadania."
)
BROKEN_SET = (
    "Część kluczy puli odrzucono, więc podział puli jest niepełny ({n}): {list}. "
    "Popraw te wiersze i wczytaj jeszcze raz."
)
NO_SHARED = "Nie wczytano wydatków wspólnych, więc koszt ich nie zawiera ({n}): {list}."
