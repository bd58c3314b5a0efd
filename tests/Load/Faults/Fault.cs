using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Moderation.Load;

/// <summary>Something that breaks, and is mended again.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Done">For the report.</param>
/// <param name="StrikeAsync">Breaks it, and returns once it is mended.</param>
internal sealed record Fault(string Name, string Done, Func<Infra, Addresses, Task> StrikeAsync)
{
    /// <summary>Longer than the nodes of the broker wait for a sign of life.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. new[] { "intake", "classifier", "moderator", "publisher", "site" }.Select(service => new Fault(
            $"{service}-killed",
            $"`kill -9` of {service}, then started again",
            async (infra, _) =>
            {
                await infra.KillAsync(service);
                await infra.StartAsync(service);
            }
        )),
        new("moderator-stopped", "SIGTERM to moderator in the middle of its batches, then started again", async (infra, _) =>
        {
            await infra.StopAsync("moderator");
            await infra.StartAsync("moderator");
        }),
        new("consumer-slow", Silence("moderator", ShortSilence), (infra, _) => HoldAsync(infra, "moderator", ShortSilence)),
        new("broker-leader-killed", "`kill -9` of the node that leads a queue, of three; started again", async (infra, system) =>
        {
            var leader = await LeaderAsync(infra, system);
            await infra.KillAsync(leader);
            await infra.StartAsync(leader);
        }),
        new(
            "broker-partition",
            Silence("the node that leads a queue, of three,", LongSilence) + " and started anew",
            async (infra, system) => await CutOffAsync(infra, await LeaderAsync(infra, system))
        ),
        new(
            "broker-silent",
            Silence("the node that Intake is connected to, of three,", LongSilence) + " and started anew",
            async (infra, system) => await CutOffAsync(infra, await ConnectedAsync(infra, system))
        ),
        new("broker-stopped", "all three nodes stopped, then started again", async (infra, _) =>
        {
            foreach (var node in infra.Brokers)
                await infra.StopAsync(node);
            // A node that stopped before another waits for it.
            await Task.WhenAll(infra.Brokers.Select(node => infra.StartAsync(node)));
        }),
        new(
            "broker-disk-full",
            Seconds("no room on the disk of one of three nodes, for {0:0} s", ShortSilence),
            async (infra, _) =>
            {
                await infra.FillDiskAsync("rabbitmq");
                await Task.Delay(ShortSilence);
                await infra.FreeDiskAsync("rabbitmq");
            }
        ),
        new(
            "database-disk-full",
            Seconds("no room on the disk of PostgreSQL's primary, for {0:0} s", ShortSilence),
            async (infra, _) =>
            {
                var primary = infra.Primary();
                await infra.FillDiskAsync(primary);
                await Task.Delay(ShortSilence);
                await infra.FreeDiskAsync(primary);
            }
        ),
        .. new[] { "intake", "moderator", "publisher" }.SelectMany(service => new[]
        {
            Clock(service, "ahead", "+1h"),
            Clock(service, "behind", "-1h"),
        }),
        .. new[] { "intake", "classifier", "moderator", "publisher" }.Select(service => new Fault(
            $"{service}-before",
            Seconds($"{service} of the release before, on the tables of this one, for {{0:0}} s", ShortSilence),
            async (infra, _) =>
            {
                var before = Environment.GetEnvironmentVariable(Before)
                    ?? throw new UsageException($"Set {Before} to the folder of a build; infra/faults.sh makes one.");
                await infra.StartAsync(service, ("MODERATION_BUILD", before), ("Flow__RabbitMq", ""));
                await Task.Delay(ShortSilence);
                await infra.StartAsync(service);
            }
        )),
        .. CrashPoints.All,
        new(
            "database-primary-killed",
            "`kill -9` of PostgreSQL's primary with all its processes, the synchronous standby promoted, the old one rebuilt",
            async (infra, _) =>
            {
                var (primary, standby) = infra.Primary() == "postgres" ? ("postgres", "postgres-2") : ("postgres-2", "postgres");
                await infra.KillAsync(primary);
                await infra.PromoteAsync(standby);
                await infra.StartAsync(primary);
            }
        ),
        new(
            "long-transaction",
            Seconds("a transaction left open beside the outboxes of Intake and Moderator for {0:0} s", LongSilence),
            async (_, system) =>
            {
                await using var stores = new Stores(system);
                await Task.WhenAll(LeaveOpenAsync(stores.Intake), LeaveOpenAsync(stores.Moderator));
            }
        ),
    ];

    /// <summary>Of the folder of a build.</summary>
    private const string Before = "MODERATION_BUILD_BEFORE";

    /// <summary>Time goes on at its pace; what it is called changes when the service starts.</summary>
    private static Fault Clock(string service, string name, string moved) =>
        new(
            $"{service}-clock-{name}",
            Seconds($"the clock of {service} an hour {name} for {{0:0}} s", ShortSilence),
            async (infra, _) =>
            {
                await infra.StopAsync(service);
                await infra.StartAsync(service, ("MODERATION_CLOCK", moved));
                await Task.Delay(ShortSilence);
                await infra.StopAsync(service);
                await infra.StartAsync(service);
            }
        );

    private static async Task HoldAsync(Infra infra, string part, TimeSpan length)
    {
        await infra.HoldAsync(part);
        try
        {
            await Task.Delay(length);
        }
        finally
        {
            await infra.ReleaseAsync(part);
        }
    }

    private static async Task LeaveOpenAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await connection.ExecuteAsync("SELECT count(*) FROM outbox", transaction: transaction);
        await Task.Delay(LongSilence);
    }

    private static async Task CutOffAsync(Infra infra, string node)
    {
        await HoldAsync(infra, node, LongSilence);
        // Nodes that took one another for lost do not come together again by themselves.
        await infra.StopAsync(node);
        await infra.StartAsync(node);
    }

    /// <returns>The part whose node leads the queue that every comment goes through.</returns>
    private static async Task<string> LeaderAsync(Infra infra, Addresses system)
    {
        using var queue = await AskAsync(system, "api/queues/moderation/moderator-record-submission");
        return PartOf(infra, queue.RootElement.GetProperty("leader").GetString()!);
    }

    /// <returns>The part whose node Intake's messages go to.</returns>
    private static async Task<string> ConnectedAsync(Infra infra, Addresses system)
    {
        using var connections = await AskAsync(system, "api/connections");
        var own = connections.RootElement.EnumerateArray().First(connection =>
            connection.GetProperty("client_properties").TryGetProperty("connection_name", out var name)
            && name.GetString() == "Moderation.Intake"
        );
        return PartOf(infra, own.GetProperty("node").GetString()!);
    }

    private static async Task<JsonDocument> AskAsync(Addresses system, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(system.BrokerManagement.UserInfo));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        var address = new UriBuilder(system.BrokerManagement)
        {
            UserName = "",
            Password = "",
            Path = path,
        };
        return JsonDocument.Parse(await http.GetStringAsync(address.Uri));
    }

    private static string PartOf(Infra infra, string node) =>
        infra.Brokers.Last(part => node.Split('@')[0].EndsWith(part["rabbitmq".Length..], StringComparison.Ordinal));

    private static string Silence(string part, TimeSpan length) =>
        Seconds($"{part} held by SIGSTOP for {{0:0}} s, then let go on", length);

    private static string Seconds(string text, TimeSpan length) =>
        string.Format(CultureInfo.InvariantCulture, text, length.TotalSeconds);
}
