package dev.kiln.runtime.isolation;

/**
 * A class of the JDK's with members that concern a function's process, and the class of the bridge
 * that stands in their place.
 */
final class ProcessType {

    private static final String SYSTEM = "dev/kiln/runtime/bridge/FunctionSystem";
    private static final String DEFAULTS = "dev/kiln/runtime/bridge/FunctionDefaults";
    private static final String NONE = "";
    private static final String SET_DEFAULT = "setDefault";

    private static final ProcessType[] ALL = {
        statics("java/lang/System", SYSTEM, "exit getenv setOut setErr setIn", "out err in"),
        virtuals("java/lang/Runtime", SYSTEM, "exit halt addShutdownHook removeShutdownHook"),
        virtuals("java/util/logging/Logger", DEFAULTS, "addHandler removeHandler getHandlers"),
        defaults(
                "java/lang/Thread",
                "setDefaultUncaughtExceptionHandler getDefaultUncaughtExceptionHandler"),
        defaults("java/lang/management/ManagementFactory", "getPlatformMBeanServer"),
        defaults(
                "javax/management/MBeanServerFactory",
                "createMBeanServer findMBeanServer releaseMBeanServer"),
        defaults(
                "java/security/Security",
                "addProvider insertProviderAt removeProvider getProvider getProviders"),
        defaults("java/util/TimeZone", SET_DEFAULT),
        defaults("java/util/Locale", SET_DEFAULT),
        defaults("java/net/Authenticator", SET_DEFAULT),
        defaults("java/net/ProxySelector", SET_DEFAULT),
        defaults("java/net/ResponseCache", SET_DEFAULT),
        defaults("java/net/CookieHandler", "getDefault setDefault"),
        defaults("java/net/URL", "setURLStreamHandlerFactory"),
        defaults("javax/net/ssl/SSLContext", SET_DEFAULT),
        defaults(
                "javax/net/ssl/HttpsURLConnection",
                "setDefaultHostnameVerifier setDefaultSSLSocketFactory"),
    };

    /** A bit for each length that one of the names has; they are all shorter than 64. */
    private static final long LENGTHS = lengths();

    private final byte[] name;
    private final String hook;
    private final byte[][] methods;
    private final byte[][] fields;
    private final boolean virtual;

    private ProcessType(String name, String hook, String methods, String fields, boolean virtual) {
        this.name = ConstantPool.ascii(name);
        this.hook = hook;
        this.methods = names(methods);
        this.fields = names(fields);
        this.virtual = virtual;
    }

    private static ProcessType statics(String name, String hook, String methods, String fields) {
        return new ProcessType(name, hook, methods, fields, false);
    }

    private static ProcessType virtuals(String name, String hook, String methods) {
        return new ProcessType(name, hook, methods, NONE, true);
    }

    private static ProcessType defaults(String name, String methods) {
        return statics(name, DEFAULTS, methods, NONE);
    }

    private static byte[][] names(String names) {
        if (names.isEmpty()) {
            return new byte[0][];
        }
        var all = names.split(" ", -1);
        var bytes = new byte[all.length][];
        for (var i = 0; i < all.length; i++) {
            bytes[i] = ConstantPool.ascii(all[i]);
        }
        return bytes;
    }

    private static long lengths() {
        var lengths = 0L;
        for (var type : ALL) {
            lengths |= 1L << type.name.length;
        }
        return lengths;
    }

    static ProcessType[] all() {
        return ALL.clone();
    }

    /** A bit by the type's place among all if the entry at that place is the name of one, or 0. */
    static int named(byte[] bytes, int at) {
        var length = ConstantPool.unsignedShort(bytes, at + 1);
        if (length >= Long.SIZE || (LENGTHS & 1L << length) == 0 || bytes[at + 3] != 'j') {
            return 0;
        }
        for (var i = 0; i < ALL.length; i++) {
            if (ConstantPool.isUtf8(bytes, at, ALL[i].name)) {
                return 1 << i;
            }
        }
        return 0;
    }

    byte[] name() {
        return name;
    }

    /** The class whose static members stand in the place of this one's. */
    String hook() {
        return hook;
    }

    byte[][] methods() {
        return methods;
    }

    byte[][] fields() {
        return fields;
    }

    /** Whether the methods are an instance's: then it is the first argument of the static ones. */
    boolean isVirtual() {
        return virtual;
    }
}
