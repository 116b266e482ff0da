package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The page on the head unit (Auto Provisions Art. 7, 9; GB/T 44464-2024 §5.2)")
class HeadUnitPageTest {
  /** Pixels: what a finger hits in a moving car, and on a phone. */
  private static final int CAR_TARGET = 64;

  private static final int PHONE_TARGET = 48;

  @TempDir static Path home;
  private static HeadUnitPage car;

  @BeforeAll
  static void start() throws Exception {
    if (Files.notExists(HeadUnitPage.CHROMIUM)) {
      System.out.println("HeadUnitPageTest is skipped: Debian's chromium is not installed");
    }
    Assumptions.assumeTrue(Files.exists(HeadUnitPage.CHROMIUM));
    car = new HeadUnitPage(home);
  }

  @AfterAll
  static void stop() throws IOException {
    if (car != null) {
      car.close();
    }
  }

  @AfterEach
  void nothingWentAbroadAndNothingFailed() {
    assertThat(car.complaints).isEmpty();
  }

  static List<Arguments> screens() {
    List<Arguments> screens = new ArrayList<>();
    for (String language : List.of("zh", "en", "ja")) {
      for (boolean night : List.of(false, true)) {
        screens.add(Arguments.of(language, night, 1920, 720, CAR_TARGET));
        screens.add(Arguments.of(language, night, 390, 844, PHONE_TARGET));
      }
    }
    return screens;
  }

  @ParameterizedTest
  @MethodSource("screens")
  void page_everyScreen_fitsAndItsButtonsCanBeHit(
      String language, boolean night, int width, int height, int target) throws Exception {
    Page page = car.open(language, night, width, height);
    for (String tab : List.of("decide", "notice", "today")) {
      page.locator("#tab-" + tab).tap();
      page.waitForSelector("#tab-" + tab + "[aria-selected=true]");
      picture(page, language, night, width, tab);
      assertFits(page, target);
    }
    page.locator("#tab-decide").tap();
    page.locator("[data-purpose=navigation]").tap();
    picture(page, language, night, width, "question");
    assertFits(page, target);
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
    assertThat(page.locator("html").getAttribute("data-brightness"))
        .isEqualTo(night ? "night" : "day");
    page.context().close();
  }

  private static void picture(Page page, String language, boolean night, int width, String name)
      throws IOException {
    String file = "%d-%s-%s-%s.png".formatted(width, language, night ? "night" : "day", name);
    page.screenshot(new Page.ScreenshotOptions().setPath(HeadUnitPage.pictures().resolve(file)));
  }

  private static void assertFits(Page page, int target) {
    Object beyond =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(beyond).as("pixels to the right of the screen").isEqualTo(0);
    for (Locator button : page.locator("button:visible").all()) {
      BoundingBox box = button.boundingBox();
      assertThat(box.height).as(button.textContent()).isGreaterThanOrEqualTo(target);
      assertThat(box.width).as(button.textContent()).isGreaterThanOrEqualTo(target);
    }
  }

  @Test
  void notice_hasSevenItems() {
    Page page = car.open("en", false, 1920, 720);
    page.locator("#tab-notice").tap();
    page.waitForSelector(".notice");

    assertThat(page.locator(".notice article").count()).isEqualTo(7);
    page.context().close();
  }

  @Test
  @DisplayName("GB/T 44464-2024 §5.2.2: the person chooses the period, and none is without an end")
  void question_nothingIsChosenBeforehandAndFourPeriodsEnd() {
    Page page = car.open("en", false, 1920, 720);
    page.locator("[data-purpose=navigation]").tap();

    assertThat(page.locator("dialog [aria-pressed=true]").count()).isZero();
    assertThat(page.locator("#ask-allow").isDisabled()).isTrue();
    assertThat(page.locator("dialog fieldset").last().locator("button").allTextContents())
        .containsExactly("This drive", "7 days", "3 months", "1 year");
    page.context().close();
  }

  @Test
  @DisplayName("Auto Provisions Art. 9(4): collection is shown, and easy to stop")
  void touch_allowedAndStopped_isShownAndHasItsReceipt() throws Exception {
    Page page = car.open("en", false, 1920, 720);
    page.locator("[data-purpose=navigation]").tap();
    page.locator("[data-value=YES]").tap();
    page.locator("[data-value=SEVEN_DAYS]").tap();
    page.locator("#ask-allow").tap();
    page.waitForSelector(".light.busy");
    picture(page, "en", false, 1920, "busy");
    assertThat(page.locator("#light-text").textContent()).isEqualTo("Position and routes");
    assertThat(car.desk.book().consents().of("position.precise")).isEqualTo(Consent.YES);
    assertThat(page.locator("[data-purpose=navigation] .standing").textContent())
        .startsWith("Also outside the car · until ");

    page.locator("#stop").tap();
    page.waitForSelector(".light:not(.busy)");

    assertThat(car.desk.book().consents().of("position.precise")).isEqualTo(Consent.NO);
    page.locator("#tab-today").tap();
    assertThat(page.locator("#receipts").textContent())
        .contains("Position and routes")
        .contains("30 rows erased, proven by the audit log");
    assertThat(page.locator("#left").textContent()).contains("4,321");
    page.context().close();
  }

  @Test
  void keyboard_alone_allowsAndEnds() {
    Page page = car.open("ja", true, 1920, 720);
    focus(page, "[data-purpose=driver-monitoring]");
    page.keyboard().press("Enter");
    focus(page, "[data-value=ONCE]");
    page.keyboard().press("Space");
    focus(page, "#ask-allow");
    page.keyboard().press("Enter");
    page.waitForSelector(".light.busy");
    assertThat(car.desk.book().standing(Purpose.DRIVER_MONITORING).consent())
        .isEqualTo(Consent.IN_VEHICLE);

    focus(page, "[data-purpose=driver-monitoring]");
    page.keyboard().press("Enter");
    focus(page, "#ask-no");
    page.keyboard().press("Enter");
    page.waitForSelector(".light:not(.busy)");

    assertThat(car.desk.book().standing(Purpose.DRIVER_MONITORING).consent()).isEqualTo(Consent.NO);
    page.context().close();
  }

  /** Presses the tabulator until the element has the focus. */
  private static void focus(Page page, String selector) {
    for (int presses = 0; presses < 40; presses++) {
      Object there = page.evaluate("wanted => document.activeElement.matches(wanted)", selector);
      if (Boolean.TRUE.equals(there)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError(selector + " cannot be reached by keyboard");
  }
}
