package dev.breakwater.report.html;

/** The look of a page, and how text gets into it. */
final class Markup {
  static final String STYLE =
      """
      body{font:15px/1.55 system-ui,"Noto Sans","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif;color:#1d2733;
        max-width:58rem;margin:2.5rem auto;padding:0 1.25rem;background:#fff}
      header{border-bottom:3px solid #1f5fa8;margin-bottom:1.5rem}
      h1{font-size:1.7rem;line-height:1.25;margin:0 0 .3rem}
      header p{margin:0 0 .8rem;color:#5b6773}
      h2{font-size:1.15rem;margin:2rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid #d5dbe1}
      p{margin:.6rem 0}
      .wide{overflow-x:auto;margin:.8rem 0}
      table{border-collapse:collapse;width:100%;font-size:.9rem}
      th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d5dbe1;overflow-wrap:anywhere}
      thead th{background:#f2f5f8;border-bottom:2px solid #b9c3cd}
      td{white-space:pre-line}
      tbody th{font-weight:600}
      .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:1rem 0}
      .figures div{border:1px solid #d5dbe1;border-top:3px solid #1f5fa8;border-radius:4px;padding:.7rem .9rem}
      .figures b{display:block;font-size:1.5rem;line-height:1.2}
      .figures span:last-child{color:#5b6773;font-size:.85rem}
      .figures b span{color:inherit}
      figure{margin:1rem 0;break-inside:avoid}
      svg{max-width:100%;height:auto}
      figcaption{color:#5b6773;font-size:.85rem}
      sup{font-size:.65rem;font-weight:400;line-height:0}
      a{color:#1f5fa8;text-decoration:none}
      a:hover{text-decoration:underline}
      .good{color:#1a7f37;font-weight:600}.bad{color:#b3261e;font-weight:600}.open{color:#8a5a00;font-weight:600}
      .figures b .good{color:#1a7f37}.figures b .bad{color:#b3261e}.figures b .open{color:#8a5a00}
      .sources li{margin:.35rem 0;overflow-wrap:anywhere}
      .sources li:target{background:#fff6d6}
      code{font:.78rem ui-monospace,"DejaVu Sans Mono",monospace;color:#5b6773}
      @media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2{break-after:avoid}}
      """;

  private Markup() {}

  /** Returns the text as it is written into an element or an attribute in double quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
