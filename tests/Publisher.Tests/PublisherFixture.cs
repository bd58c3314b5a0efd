using System.Security.Cryptography;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.Publisher.Tests.PublisherFixture))]

namespace Moderation.Publisher.Tests;

/// <summary>The Publisher on real parts, with the sites that it tells. Tests use their own article ids.</summary>
public sealed class PublisherFixture : IAsyncLifetime
{
    private readonly Consumptions _consumptions = new();
    private ServiceUnderTest<PublicationStore>? _service;

    public TestDatabase Database { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Where it is watched.</summary>
    public Uri Operations { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    public IEnumerable<RouteEndpoint> Endpoints => _service!.Endpoints;

    /// <summary>Whether the service knows that an operator has paused it.</summary>
    public bool IsPaused(string station) => _service!.Services.GetRequiredService<Pauses>().IsPaused(station);

    /// <summary>Accepts what no test tells it to refuse.</summary>
    public Site Site { get; private set; } = null!;

    /// <summary>Was given a new secret, and the one before is still valid.</summary>
    public Site Rotating { get; private set; } = null!;

    /// <summary>Is stopped and started again.</summary>
    public Site Restarting { get; private set; } = null!;

    /// <summary>Answers 500 to everything.</summary>
    public Site Failing { get; private set; } = null!;

    /// <summary>Answers 410 to everything.</summary>
    public Site Gone { get; private set; } = null!;

    /// <summary>Answers 410 once, and is enabled again.</summary>
    public Site Returning { get; private set; } = null!;

    /// <summary>Listens on this machine, which its endpoint does not allow.</summary>
    public Site Inside { get; private set; } = null!;

    public static string LikesKey { get; } = Convert.ToBase64String("tu-day-suy-ra-khoa-cua-ban-doc-1"u8);

    public static string Secret { get; } = "whsec_" + Convert.ToBase64String("0123456789abcdefghijklmnopqrstuv"u8);

    public static string OperationKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static string PreviousSecret { get; } = "whsec_" + Convert.ToBase64String("vutsrqponmlkjihgfedcba9876543210"u8);

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync("publisher");
        Broker = await TestBroker.CreateAsync("publisher");
        (Site, Rotating, Restarting, Failing, Gone, Returning, Inside) = (
            await Site.StartAsync(),
            await Site.StartAsync(),
            await Site.StartAsync(),
            await Site.StartAsync(500),
            await Site.StartAsync(410),
            await Site.StartAsync(),
            await Site.StartAsync()
        );
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = Database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = Broker.UriOf("publisher").ToString(),
            ["Feeds:CommentUrl"] = "https://bao.example/{articleId}#{commentId}",
            ["Fragments:IntakeUrl"] = "https://binh-luan.example",
            ["Likes:Key"] = LikesKey,
            ["Likes:DeleteEvery"] = "00:00:00.5",
            ["Proxies:0"] = "127.0.0.1",
            ["Operation:Key"] = OperationKey,
            ["Operations:Port"] = $"{Operations.Port}",
            ["Webhooks:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Webhooks:AllowPrivateAddresses"] = "true",
            ["Webhooks:Timeout"] = "00:00:02",
            ["Webhooks:DeleteEvery"] = "00:00:00.5",
            ["Webhooks:Endpoints:1:PreviousSecret"] = PreviousSecret,
        };
        string[] waits = ["0", "0:0:0.2", "0:0:0.5", .. Enumerable.Repeat("0:0:1", 40)];
        for (var i = 0; i < waits.Length; i++)
            settings[$"Webhooks:Schedule:{i}"] = waits[i];
        (string Name, Site Site)[] sites =
        [
            ("site", Site),
            ("rotating", Rotating),
            ("restarting", Restarting),
            ("failing", Failing),
            ("gone", Gone),
            ("returning", Returning),
            ("inside", Inside),
        ];
        for (var i = 0; i < sites.Length; i++)
        {
            settings[$"Webhooks:Endpoints:{i}:Name"] = sites[i].Name;
            settings[$"Webhooks:Endpoints:{i}:Url"] = new Uri(sites[i].Site.Url, "/webhooks").ToString();
            settings[$"Webhooks:Endpoints:{i}:Secret"] = Secret;
            settings[$"Webhooks:Endpoints:{i}:AllowPrivateAddresses"] = sites[i].Name == "inside" ? "false" : "true";
        }
        _service = new ServiceUnderTest<PublicationStore>(settings);
        Client = _service.Client();
        _service.Services.GetRequiredService<IBus>().ConnectConsumeObserver(_consumptions);
        await Eventually.IsTrueAsync("the Publisher is ready", async () =>
            (await Client.GetAsync("/health/ready")).IsSuccessStatusCode
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        foreach (
            var site in new[] { Site, Rotating, Restarting, Failing, Gone, Returning, Inside }.Where(site => site is not null)
        )
            await site.DisposeAsync();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Sends messages over the broker, at once, and returns when the service has done with all of them.</summary>
    public Task DecideAsync(params object[] decisions) =>
        Task.WhenAll(
            decisions.Select(async decision =>
            {
                var id = Guid.CreateVersion7();
                var consumed = _consumptions.ExpectAsync(id);
                await Broker.PublishAsync(decision, id);
                await consumed.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
            })
        );

    /// <summary>Sends what no service sends, and returns when the service has set it aside.</summary>
    public async Task RefusedAsync(object message, Type? type = null)
    {
        var id = Guid.CreateVersion7();
        await Broker.PublishAsync(message, id, type);
        await Broker.SetAsideAsync("publisher-record-decision", id);
    }

    public async Task<T?> QueryAsync<T>(string sql, object parameters)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(sql, parameters);
    }

    /// <summary>The status of one delivery, or null when none was written.</summary>
    public Task<string?> DeliveryAsync(Guid commentId, int version, string endpoint) =>
        QueryAsync<string>(
            "SELECT status FROM deliveries WHERE comment_id = @commentId AND version = @version AND endpoint = @endpoint",
            new
            {
                commentId,
                version,
                endpoint,
            }
        );

    public Task DeliveryIsAsync(string status, Guid commentId, int version, string endpoint) =>
        Eventually.IsTrueAsync(
            $"the delivery to {endpoint} is {status}",
            async () => await DeliveryAsync(commentId, version, endpoint) == status
        );

    /// <summary>
    /// What the log of attempts says of one comment: the answers in their order, such as <c>500 timeout 204</c>.
    /// </summary>
    public Task<string?> AttemptsAsync(Guid commentId, string endpoint) =>
        QueryAsync<string>(
            """
            SELECT string_agg(coalesce(status_code::text, error), ' ' ORDER BY at) FROM attempts
                JOIN deliveries USING (webhook_id, endpoint)
            WHERE comment_id = @commentId AND endpoint = @endpoint
            """,
            new { commentId, endpoint }
        );

    /// <summary>Webhooks of one comment, once there are as many as expected.</summary>
    public static Task<IReadOnlyList<Webhook>> ReceivedAsync(Site site, Guid commentId, int count = 1) =>
        Eventually.FindAsync(
            $"{count} webhooks arrived",
            () => Task.FromResult(site.Of(commentId) is { } found && found.Count >= count ? found : null)
        );

    private TestBroker Broker { get; set; } = null!;
}
