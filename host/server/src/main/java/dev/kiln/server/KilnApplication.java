package dev.kiln.server;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.HostApplication;
import dev.kiln.frontdoor.HostStart;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.report.Report;
import dev.kiln.server.catalog.Extensions;
import dev.kiln.server.catalog.HandlerCatalog;
import dev.kiln.server.config.Arguments;
import dev.kiln.server.config.EarlyStart;
import dev.kiln.server.config.KilnProperties;
import dev.kiln.server.management.ManagementConfiguration;
import dev.kiln.server.metrics.HostMeters;
import dev.kiln.server.security.GatewayTokens;
import dev.kiln.server.security.SenderTokens;
import dev.kiln.server.tracing.FunctionSpans;
import dev.kiln.server.tracing.TracingProperties;
import dev.kiln.server.web.AdoptingServerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigRegistry;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Spring's part of the host. Where the environment named a handler, its function answers already
 * and Spring adopts the open door; else Spring reads the configuration first, and opens the door to
 * the functions in it.
 */
public final class KilnApplication implements HostApplication {

    @Override
    public void run(HostStart start, String[] args) throws Exception {
        Thread.currentThread().setContextClassLoader(KilnApplication.class.getClassLoader());
        try {
            Arguments.check(args);
            if (start.door().isOpen()) {
                join(start, args);
            } else {
                open(start, args);
            }
        } catch (Exception e) {
            throw StartFailures.describe(e);
        }
    }

    /**
     * Not for starting the host: Spring's ahead-of-time processing takes an application by its main
     * method, which it runs during the build up to where beans would be made.
     */
    public static void main(String[] args) {
        var early = EarlySettings.of(Map.of(), Map.of(), args);
        var settings = DoorSettings.read(early.settings(), false);
        run(
                early,
                new FrontDoor(),
                args,
                it -> ManagementConfiguration.publish(settings, it.getEnvironment()));
    }

    private static void join(HostStart start, String[] args) {
        if (AheadOfTime.fits(start.early())) {
            AheadOfTime.use();
        }
        var settings = DoorSettings.read(start.early().settings(), start.early().onKnative());
        var context =
                run(
                        start.early(),
                        start.door(),
                        args,
                        it -> {
                            EarlyStart.check(it.getEnvironment(), start.early());
                            ManagementConfiguration.publish(settings, it.getEnvironment());
                        });
        var catalog = context.getBean(HandlerCatalog.class);
        start.door().functions().forEach(it -> ConfiguredFunctions.register(it, catalog));
        adopt(start, context, settings);
    }

    private static void open(HostStart start, String[] args) {
        var context = run(start.early(), start.door(), args, it -> configure(start, it));
        context.getBean(ConfiguredFunctions.class)
                .serve(context.getBean(HandlerCatalog.class), context.getBean(Extensions.class));
        adopt(start, context, context.getBean(KilnProperties.class).door());
    }

    private static void adopt(HostStart start, ApplicationContext context, DoorSettings settings) {
        for (var function : start.door().functions()) {
            function.authorizer()
                    .ifPresent(it ->
                            it.verifyWith(new GatewayTokens(it.settings(), Clock.systemUTC())));
            function.senders()
                    .ifPresent(it ->
                            it.verifyWith(new SenderTokens(it.settings(), Clock.systemUTC())));
        }
        var functions = start.door().functions();
        context.getBean(HostMeters.class)
                .watch(functions, start.hosting().reports(), spans(context, functions));
        start.door().adopt(context.getBean(AdoptingServerFactory.class).requests());
        var version =
                context.getBeanProvider(BuildProperties.class).stream()
                        .map(it -> " " + it.getVersion())
                        .collect(Collectors.joining());
        var message =
                new StartMessage(
                        "Kiln" + version,
                        start.door().port(),
                        ManagementConfiguration.port(context.getEnvironment()),
                        settings.invokeApi());
        System.out.print(
                start.early().onKnative() ? message.inOneLine(functions) : message.of(functions));
        for (var function : functions) {
            if (function.chosenKind().isEmpty()) {
                var _ =
                        function.payloadKind()
                                .thenAccept(choice ->
                                        System.out.print(StartMessage.late(function, choice)));
            }
        }
    }

    /** Makes spans of reports where they are wanted. */
    private static Consumer<Report> spans(
            ApplicationContext context, Collection<HostedFunction> functions) {
        if (!TracingProperties.isOn(context.getEnvironment())) {
            return _ -> {};
        }
        var spans = context.getBean(FunctionSpans.class);
        spans.know(functions);
        return spans::record;
    }

    /** Reads the configuration before any bean is made: what is wrong with it is said soonest. */
    private static void configure(HostStart start, GenericApplicationContext context) {
        var properties = KilnProperties.read(context.getEnvironment(), start.early());
        ManagementConfiguration.publish(properties.door(), context.getEnvironment());
        var extensions =
                Extensions.open(properties.extensions(), KilnApplication.class.getClassLoader());
        var beans = context.getBeanFactory();
        beans.registerSingleton("kilnProperties", properties);
        beans.registerSingleton("extensions", extensions);
        beans.registerSingleton("configuredFunctions", new ConfiguredFunctions(properties, start));
        context.setClassLoader(extensions.loader());
        Thread.currentThread().setContextClassLoader(extensions.loader());
        var components = extensions.components().toArray(Class<?>[]::new);
        if (components.length > 0) {
            ((AnnotationConfigRegistry) context).register(components);
        }
    }

    private static ApplicationContext run(
            EarlySettings early,
            FrontDoor door,
            String[] args,
            ApplicationContextInitializer<GenericApplicationContext> initializer) {
        var application = new SpringApplication(HostConfiguration.class);
        application.setMainApplicationClass(KilnApplication.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // The front door drains first, and closes the context when nothing runs any more.
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("dev.kiln.config-import", configuration(early)));
        var logging = new LoggingProperties();
        // Before the configured functions are made, which start at once.
        application.addInitializers(_ -> logging.clear(), initializer, publication(early, door));
        var context = application.run(args);
        LateLogHandler.install();
        door.onClose(context::close);
        return context;
    }

    /** Spring sees what the front door read, and the door itself. */
    private static ApplicationContextInitializer<GenericApplicationContext> publication(
            EarlySettings early, FrontDoor door) {
        return context -> {
            var settings = new LinkedHashMap<String, Object>(early.found());
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("kiln front door", settings));
            context.getBeanFactory().registerSingleton("frontDoor", door);
            TracingProperties.publish(early, door.functions(), context.getEnvironment());
        };
    }

    private static String configuration(EarlySettings early) {
        var named = early.settings().path("config");
        if (named.isPresent() && !Files.isRegularFile(named.get())) {
            throw new InvalidSettingException(
                    "kiln.config names '%s', which is no file (looked in %s)."
                            .formatted(named.get(), Path.of("").toAbsolutePath()));
        }
        return named.map(it -> "file:" + it.toAbsolutePath()).orElse("optional:file:./kiln.yaml");
    }
}
