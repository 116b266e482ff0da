package dev.breakwater.endtoend;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.breakwater.endtoend.ConsoleSite.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A report in HTML, opened in a browser as whoever got it does. */
final class ReportPage implements AutoCloseable {
  private final Page page;

  ReportPage(ConsoleSite site, byte[] html) {
    this.page = site.visitor(View.USUAL).newPage();
    page.setContent(new String(html, StandardCharsets.UTF_8));
  }

  /** Returns what the first figure of that name says, without the number of its evidence. */
  String figure(String name) {
    Locator figure =
        page.locator(".figures div")
            .filter(
                new Locator.FilterOptions()
                    .setHas(
                        page.locator("> span")
                            .getByText(name, new Locator.GetByTextOptions().setExact(true))));
    return figure.locator("b").first().innerText().replaceAll("\\[[0-9]+]", "").strip();
  }

  String text() {
    return page.locator("body").innerText();
  }

  void picture(String name) throws IOException {
    ConsoleSite.picture(page, name);
  }

  @Override
  public void close() {
    page.context().close();
  }
}
