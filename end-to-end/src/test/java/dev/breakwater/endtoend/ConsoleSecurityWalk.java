package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.breakwater.console.Role;
import dev.breakwater.endtoend.ConsoleSite.View;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds on every page of the console, seen in a browser. */
class ConsoleSecurityWalk {
  private static ConsoleSite site;

  @BeforeAll
  static void open() throws Exception {
    site = ConsoleSite.shared();
  }

  @Test
  void signIn_byKeyboardAlone_opensTheConsole_andSignsOutAgain() throws Exception {
    Page page = site.visitor(View.USUAL).newPage();
    page.navigate(site.address("/"));
    page.waitForSelector("form.sign-in");
    ConsoleSite.picture(page, "sign-in");
    page.keyboard().type(ConsoleSite.name(Role.OPERATOR));
    page.keyboard().press("Tab");
    page.keyboard().type("not the password");
    page.keyboard().press("Enter");
    page.waitForSelector("form.sign-in .told:not(:empty)");
    page.keyboard().type(site.password(Role.OPERATOR));
    page.keyboard().press("Enter");
    page.waitForSelector("nav.pages");
    page.waitForSelector("main h1");
    ConsoleSite.picture(page, "first");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).focus();
    page.keyboard().press("Enter");
    page.waitForSelector("form.sign-in");
    assertThat(page.context().request().get(site.address("/api/session")).status()).isEqualTo(401);
    page.context().close();
  }
}
