/* Numbers in the marks of the language, by the same rules as smup/formats.py. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const MINUS = "\u2212";
  const formats = new Map();

  function numberFormat(lang, decimals, groupAll) {
    const key = `${lang}|${decimals}|${groupAll}`;
    if (!formats.has(key)) {
      formats.set(
        key,
        new Intl.NumberFormat(lang === "en" ? "en-GB" : "pl-PL", {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
          useGrouping: groupAll ? "always" : "auto",
        })
      );
    }
    return formats.get(key);
  }

  /* A number as text; `groupAll` for columns that also hold longer numbers. */
  smup.number = function (value, decimals, lang, groupAll) {
    const text = numberFormat(lang, decimals, Boolean(groupAll)).format(Math.abs(value));
    const zero = Number(Math.abs(value).toFixed(decimals)) === 0;
    return value < 0 && !zero ? MINUS + text : text;
  };

  /* A number with its unit of measure: "92,4%", "14 820 zł". */
  smup.amount = function (value, indicator, lang) {
    return smup.number(value, indicator.decimals, lang, false) + smup.unitAfter(indicator, value, lang);
  };

  /* What follows a number: "%", a space and the unit, nothing where the unit is not known. A noun
   * has the form that agrees with the number as printed: "1 dzień", "2,5 dnia". */
  smup.unitAfter = function ({ unit, forms, decimals }, value, lang) {
    if (!unit || unit === "%") return unit;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const form = forms && forms[new Intl.PluralRules(lang, digits).select(Math.abs(value))];
    return `\u00a0${form || unit}`;
  };

  /* A number rounded as it is printed, halves away from zero: rows are sorted by what is seen. */
  function asPrinted(value, decimals) {
    const [digits, power] = String(Math.abs(value)).split("e");
    const shifted = Math.round(Number(`${digits}e${Number(power || 0) + decimals}`));
    return Math.sign(value) * Number(`${shifted}e${-decimals}`);
  }

  /* A change for a table cell: difference of a percentage, else per cent; null when not defined. */
  smup.change = function (value, before, indicator, lang) {
    const points = indicator.unit === "%" || before <= 0 || value < 0;
    const decimals = points ? indicator.decimals : 1;
    const number = asPrinted(points ? value - before : (100 * (value - before)) / before, decimals);
    const text = smup.number(number, decimals, lang, false);
    const sign = number > 0 ? "+" : "";
    return { number, text: `${sign}${text}${points ? "" : "%"}` };
  };
})();
