using System.Data.Common;
using System.Text.RegularExpressions;
using Moderation.Architecture.Tests.Charts;

namespace Moderation.Architecture.Tests;

public partial class ComposeTests
{
    private static readonly string[] Servers = ["postgres", "rabbitmq"];

    public static TheoryData<string> Containers => [.. ComposeFile.Services.Keys];

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_has_limits_and_no_rights_and_writes_to_nothing_but_what_it_is_given(string name)
    {
        var container = ComposeFile.Services[name];
        Assert.Equal("true", container["read_only"]);
        Assert.Equal(["ALL"], (List<object>)container["cap_drop"]);
        Assert.Contains("no-new-privileges:true", (List<object>)container["security_opt"]);
        Assert.Matches("^[0-9]+[mg]$", (string)container["mem_limit"]);
        Assert.Matches("^[0-9]+$", (string)container["pids_limit"]);
        Assert.Contains("/tmp", (List<object>)container["tmpfs"]);
    }

    [Fact]
    public void Whatever_stays_up_says_whether_it_is_healthy_and_what_ends_by_itself_is_not_asked()
    {
        Assert.Contains("HEALTHCHECK", Tree.Read("infra/Dockerfile"), StringComparison.Ordinal);
        foreach (var (name, container) in ComposeFile.Services)
        {
            var check = container.GetValueOrDefault("healthcheck") as Dictionary<object, object>;
            var staysUp = (string)container["restart"] != "no";
            Assert.Equal(Servers.Contains(name), check?.ContainsKey("test") ?? false);
            if (container.ContainsKey("build"))
                Assert.Equal(staysUp, check is null);
        }
    }

    [Fact]
    public void Every_service_and_migration_takes_a_broker_and_a_database_by_verified_TLS_and_has_their_authorities()
    {
        var tls = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BROKER_SCHEME"] = "amqps",
            ["BROKER_HOST"] = "rabbit.example.vn:5671",
            ["BROKER_OPTIONS"] = "?cacertfile=/etc/moderation/authorities/broker.crt",
            ["DATABASE_HOST"] = "db.example.vn",
            ["DATABASE_OPTIONS"] = ";SSL Mode=VerifyFull;Root Certificate=/etc/moderation/authorities/database.crt",
        };
        var ours = ComposeFile.Services.Where(service => service.Value.ContainsKey("build")).ToList();
        Assert.Equal(11, ours.Count);
        foreach (var (_, container) in ours)
        {
            var environment = (Dictionary<object, object>)container["environment"];
            Assert.Contains(
                (List<object>)container["volumes"],
                volume => ((string)volume).EndsWith(":/etc/moderation/authorities:ro", StringComparison.Ordinal)
            );
            var database = Database(tls);
            Assert.Equal(
                ("db.example.vn", "VerifyFull", "/etc/moderation/authorities/database.crt"),
                ((string)database["Host"], (string)database["SSL Mode"], (string)database["Root Certificate"])
            );
            Assert.Equal("postgres", Database([])["Host"]);
            Assert.False(Database([]).ContainsKey("SSL Mode"));
            if (!environment.TryGetValue("ConnectionStrings__RabbitMq", out var address))
                continue;
            var broker = new Uri(Filled((string)address, tls));
            Assert.Equal(
                ("amqps", 5671, "?cacertfile=/etc/moderation/authorities/broker.crt"),
                (broker.Scheme, broker.Port, broker.Query)
            );
            Assert.EndsWith("@rabbitmq:5672/moderation", Filled((string)address, []), StringComparison.Ordinal);

            DbConnectionStringBuilder Database(Dictionary<string, string> values) =>
                new() { ConnectionString = Filled((string)environment["ConnectionStrings__Database"], values) };
        }
    }

    /// <summary>As Compose fills variables in.</summary>
    private static string Filled(string text, Dictionary<string, string> values) =>
        Variable().Replace(text, found =>
            values.GetValueOrDefault(found.Groups["name"].Value) ?? found.Groups["default"].Value
        );

    [GeneratedRegex(
        @"\$\{(?<name>[A-Z_]+)(:-(?<default>[^}]*))?\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Variable();

    [Fact]
    public void Nothing_but_loopback_is_open_to_the_outside() =>
        Assert.All(
            ComposeFile.Services.Values.SelectMany(container => container.GetValueOrDefault("ports") as List<object> ?? []),
            port => Assert.StartsWith("127.0.0.1:", (string)port, StringComparison.Ordinal)
        );
}
