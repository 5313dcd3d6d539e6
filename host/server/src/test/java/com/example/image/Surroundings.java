package com.example.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;

/** What a function finds around it, and whether the JDK has what functions ask of it. */
public class Surroundings {

    /** Variables of the function. */
    public Map<String, String> variables(Object event) {
        return new TreeMap<>(System.getenv());
    }

    /** Who wins on the class path, where the function is, and what it was told. */
    public Map<String, Object> place(Object event) throws IOException {
        return Map.of(
                "order", contents("order.txt"),
                "directory", Path.of("").toAbsolutePath().toString(),
                "given", System.getProperty("given", ""),
                "wrapped", String.valueOf(System.getenv("WRAPPED")),
                "heap", Runtime.getRuntime().maxMemory() >> 20,
                "memory", System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    /** What is not in every JDK that jlink makes, and what depends on the system below it. */
    public Map<String, Object> java(Object event) throws Exception {
        var found = new TreeMap<String, Object>();
        found.put(
                "weekday",
                DateTimeFormatter.ofPattern("EEEE", Locale.FRENCH)
                        .format(LocalDate.of(2026, 3, 4)));
        found.put("locale", Locale.getDefault().toString());
        found.put("charset", Charset.forName("IBM037").name());
        found.put("file", fileOfName("grün €"));
        found.put("certificates", certificates() > 50);
        found.put("keys", keys());
        found.put("image", png() > 50);
        found.put("xml", xml("<a><b>c</b></a>"));
        found.put("zip", zip());
        found.put("dns", dns());
        found.put("zone", java.time.ZoneId.of("Europe/Zurich").getRules().toString());
        found.put("beans", ManagementFactory.getPlatformMBeanServer().getMBeanCount() > 10);
        found.put("loaded", loaded());
        return found;
    }

    private List<String> contents(String resource) throws IOException {
        var contents = new ArrayList<String>();
        for (URL url : Collections.list(getClass().getClassLoader().getResources(resource))) {
            try (var in = url.openStream()) {
                contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private static String fileOfName(String name) throws IOException {
        var file = Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), name), "x");
        return new File(file.toString()).exists() ? file.getFileName().toString() : "lost";
    }

    private static int certificates() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers().length;
    }

    private static String keys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getAlgorithm()
                + KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getAlgorithm();
    }

    private static int png() throws IOException {
        var out = new ByteArrayOutputStream();
        var image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB);
        image.createGraphics().drawLine(0, 0, 8, 8);
        ImageIO.write(image, "png", out);
        return out.size();
    }

    private static String xml(String text) throws Exception {
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new java.io.ByteArrayInputStream(
                                        text.getBytes(StandardCharsets.UTF_8)));
        return XPathFactory.newInstance().newXPath().evaluate("/a/b", document);
    }

    private static boolean zip() throws IOException {
        var file = Path.of(System.getProperty("java.io.tmpdir"), "a.zip");
        try (var zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("/b"), "c");
        }
        return Files.size(file) > 0;
    }

    /** The provider is there if it is asked and does not know the way. */
    private static boolean dns() {
        var settings = new Hashtable<String, String>();
        settings.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        settings.put("java.naming.provider.url", "dns://127.0.0.1:9");
        try {
            new InitialDirContext(settings).close();
            return true;
        } catch (NamingException e) {
            return false;
        }
    }

    private static List<String> loaded() throws Exception {
        return List.of(
                HttpClient.newHttpClient().getClass().getModule().getName(),
                Class.forName("sun.misc.Unsafe").getModule().getName(),
                Class.forName("jdk.jfr.Recording").getModule().getName(),
                Class.forName("com.sun.net.httpserver.HttpServer").getModule().getName(),
                Class.forName("com.sun.tools.attach.VirtualMachine").getModule().getName(),
                Class.forName("sun.security.pkcs11.SunPKCS11").getModule().getName(),
                Class.forName("javax.script.ScriptEngineManager").getModule().getName(),
                Logger.getLogger("x").getClass().getModule().getName(),
                DriverManager.class.getModule().getName());
    }
}
