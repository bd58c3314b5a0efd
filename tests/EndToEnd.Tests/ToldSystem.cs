using System.Globalization;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

public sealed partial class RunningSystem
{
    /// <summary>To where the services tell what they do; nobody need listen.</summary>
    public static Uri Collector { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    /// <summary>Where letters to readers go; they wait while nobody listens.</summary>
    public static int MailPort { get; } = FreePort.Find();

    static partial void Configure(IDictionary<string, string?> environment)
    {
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.ToString();
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "5000";
        // Each person who is added and signs in would pay for two slow hashes.
        environment["Passwords__Rounds"] = "1";
        environment["Mail__Host"] = "127.0.0.1";
        environment["Mail__Port"] = MailPort.ToString(CultureInfo.InvariantCulture);
        environment["Mail__Security"] = "None";
        environment["Mail__From"] = "binhluan@vinhhoa.example";
        environment["Site__Mail"] = "true";
        // Where tests have a push service of their own.
        environment["Push__Services__0"] = "127.0.0.1";
        // A minute for a moderator's second thoughts, which nobody has here.
        environment["Notices__Delay"] = "00:00:01";
    }
}
