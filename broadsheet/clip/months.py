"""Names of the months in the languages of more newspapers, whole and short; CLDR's spellings.

For texts nine languages are known through and through (`calendar`); pages come in many more, and of
most of them nothing but the date has to be understood.
"""

from __future__ import annotations

from typing import Final

MORE_MONTHS: Final[dict[int, str]] = {
    1: (
        "gennaio|gen|janeiro|ocak|oca|stycznia|sty|styczeń|januari|tammikuuta|"
        "tammi|tammikuu|ledna|led|leden|januára|január|ianuarie|ian|ιανουαρίου|"
        "ιαν|ιανουάριος|tháng 1|thg 1|ינואר|ינו׳|जनवरी|जन॰|جنوری|জানুয়ারী|"
        "জানু|јануар|јан|януари|яну|de gener|de gen|gener|sausio|saus|sausis|"
        "janvāris|jaanuar|jaan"
    ),
    2: (
        "febbraio|fevereiro|fev|şubat|şub|lutego|lut|luty|februari|helmikuuta|"
        "helmi|helmikuu|února|úno|únor|februára|február|febr|februarie|"
        "φεβρουαρίου|φεβ|φεβρουάριος|tháng 2|thg 2|פברואר|פבר׳|फ़रवरी|फ़र॰|"
        "فروری|ফেব্রুয়ারী|ফেব|фебруар|феб|февруари|фев|de febrer|de febr|"
        "febrer|vasario|vas|vasaris|februāris|veebruar|veebr"
    ),
    3: (
        "março|mart|marca|marzec|maart|mrt|marts|maaliskuuta|maalis|maaliskuu|"
        "března|bře|březen|marec|március|márc|martie|μαρτίου|μαρ|μάρτιος|μάρ|"
        "maret|tháng 3|thg 3|מרץ|मार्च|مارچ|মার্চ|de març|març|kovo|kov|kovas|"
        "märts"
    ),
    4: (
        "aprile|nisan|nis|kwietnia|kwi|kwiecień|huhtikuuta|huhti|huhtikuu|"
        "dubna|dub|duben|apríla|apríl|április|ápr|aprilie|απριλίου|απρ|"
        "απρίλιος|tháng 4|thg 4|אפריל|אפר׳|अप्रैल|اپریل|এপ্রিল|এপ্রি|април|"
        "d’abril|d’abr|balandžio|bal|balandis|aprīlis|aprill"
    ),
    5: (
        "maggio|mag|maio|mayıs|maja|maj|mei|toukokuuta|touko|toukokuu|května|"
        "kvě|květen|mája|máj|május|μαΐου|μαΐ|μάιος|μάι|tháng 5|thg 5|מאי|مئی|"
        "мај|de maig|maig|gegužės|geg|gegužė|maijs"
    ),
    6: (
        "giugno|giu|junho|haziran|haz|czerwca|cze|czerwiec|kesäkuuta|kesä|"
        "kesäkuu|června|čvn|červen|júna|jún|június|iunie|iun|ιουνίου|ιουν|"
        "ιούνιος|ιούν|tháng 6|thg 6|יוני|جون|јун|юни|de juny|juny|birželio|"
        "birž|birželis|jūnijs|jūn|juuni"
    ),
    7: (
        "luglio|lug|julho|temmuz|tem|lipca|lip|lipiec|heinäkuuta|heinä|"
        "heinäkuu|července|čvc|červenec|júla|júl|július|iulie|iul|ιουλίου|ιουλ|"
        "ιούλιος|ιούλ|tháng 7|thg 7|יולי|जुलाई|जुल॰|جولائی|জুলাই|јул|юли|"
        "de juliol|de jul|juliol|liepos|liep|liepa|jūlijs|jūl|juuli"
    ),
    8: (
        "ağustos|ağu|sierpnia|sie|sierpień|augustus|augusti|elokuuta|elo|"
        "elokuu|srpna|srp|srpen|augusta|augusztus|αυγούστου|αυγ|αύγουστος|αύγ|"
        "agustus|agu|tháng 8|thg 8|אוגוסט|אוג׳|अगस्त|अग॰|اگست|আগস্ট|d’agost|"
        "d’ag|agost|rugpjūčio|rugp|rugpjūtis|augusts"
    ),
    9: (
        "settembre|set|setembro|eylül|eyl|września|wrz|wrzesień|syyskuuta|syys|"
        "syyskuu|září|zář|septembra|szeptember|szept|septembrie|σεπτεμβρίου|"
        "σεπ|σεπτέμβριος|tháng 9|thg 9|ספטמבר|ספט׳|सितंबर|सित॰|ستمبر|"
        "সেপ্টেম্বর|সেপ|септембар|сеп|септември|de setembre|de set|setembre|"
        "rugsėjo|rugs|rugsėjis|septembris"
    ),
    10: (
        "ottobre|ott|outubro|out|ekim|eki|października|paź|październik|"
        "lokakuuta|loka|lokakuu|října|říj|říjen|októbra|október|octombrie|"
        "οκτωβρίου|οκτ|οκτώβριος|tháng 10|thg 10|אוקטובר|אוק׳|अक्टूबर|अक्टू॰|"
        "اکتوبر|অক্টোবর|অক্টো|октобар|октомври|d’octubre|d’oct|spalio|spal|"
        "spalis|oktobris|oktoober"
    ),
    11: (
        "novembro|kasım|kas|listopada|lis|listopad|marraskuuta|marras|"
        "marraskuu|listopadu|novembra|noiembrie|νοεμβρίου|νοε|νοέμβριος|νοέ|"
        "tháng 11|thg 11|נובמבר|נוב׳|नवंबर|नव॰|نومبر|নভেম্বর|নভে|новембар|нов|"
        "ноември|ное|de novembre|de nov|lapkričio|lapkr|lapkritis|novembris"
    ),
    12: (
        "dicembre|dezembro|aralık|ara|grudnia|gru|grudzień|desember|des|"
        "joulukuuta|joulu|joulukuu|prosince|pro|prosinec|decembra|decembrie|"
        "δεκεμβρίου|δεκ|δεκέμβριος|tháng 12|thg 12|דצמבר|דצמ׳|दिसंबर|दिस॰|"
        "دسمبر|ডিসেম্বর|ডিসে|децембар|дец|декември|de desembre|de des|desembre|"
        "gruodžio|gruod|gruodis|decembris|detsember|dets"
    ),
}
"""By their number, parted by bars; no name means another month in any of the languages."""
