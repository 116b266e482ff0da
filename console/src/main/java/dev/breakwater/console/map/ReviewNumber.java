package dev.breakwater.console.map;

import java.util.regex.Pattern;

/**
 * The number (审图号) under which an authority reviewed a map, which has to be on the map wherever it
 * is shown (地图审核管理规定). It names the authority, the year and a number in it: {@code GS(2026)1234号}
 * by the ministry, {@code GS京(2026)1234号} by a province for it, {@code 京S(2026)123号} by a province.
 * That a number has this form says nothing of whether it was given.
 *
 * @param text as the operator wrote it
 */
public record ReviewNumber(String text) {
  private static final String PROVINCE = "[京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新]";

  /** A city's authority adds a letter or a character of its own to the province's. */
  private static final String AUTHORITY =
      "(GS%s?|%s[A-Z\\p{IsHan}]{0,2}S)".formatted(PROVINCE, PROVINCE);

  private static final Pattern FORM =
      Pattern.compile(
          AUTHORITY
              + "(\\(YEAR\\)|（YEAR）|〔YEAR〕|\\[YEAR])[0-9]{1,6}号"
                  .replace("YEAR", "(19|20)[0-9]{2}"));

  /**
   * @throws IllegalArgumentException if no review number has this form
   */
  public ReviewNumber {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no review number of a map, e.g. GS(2026)1234号 or 京S(2026)123号".formatted(text));
    }
  }
}
