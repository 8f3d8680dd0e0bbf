package dev.lookalike.app.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a browser and a site with 60 pictures, opened once for all of them; without an installed browser the
/// tests are skipped, and say so.
final class InBrowser implements ExecutionCondition, ParameterResolver {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(InBrowser.class);
    private static final int PER_KIND = 15;
    private static final String NONE = "SKIPPED: no Chromium is installed, so the page is not tried in a real browser; "
            + "install it (apt-get install chromium), or name one in LOOKALIKE_CHROMIUM";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.program().isPresent()) {
            return ConditionEvaluationResult.enabled("a browser is installed");
        }
        if (SAID.compareAndSet(false, true)) {
            System.out.println(NONE);
        }
        return ConditionEvaluationResult.disabled(NONE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Browser.class || type == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(SPACE);
        return parameter.getParameter().getType() == Browser.class
                ? store.computeIfAbsent("browser", _ -> Chromium.start(), Chromium.class).browser()
                : store.computeIfAbsent("site", _ -> site(), Site.class);
    }

    private static Site site() {
        try {
            return Site.with(PER_KIND);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
