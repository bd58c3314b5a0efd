using System.Globalization;
using Moderation.Publisher.Publications;
using Moderation.Publisher.Tests.Webhooks;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

[assembly: AssemblyFixture(typeof(CrowdedPublisher))]

namespace Moderation.Publisher.Tests.Webhooks;

/// <summary>A Publisher that tells more endpoints than it has connections to its database.</summary>
public sealed class CrowdedPublisher : IAsyncLifetime
{
    public const int Endpoints = 20;

    private ServiceUnderTest<PublicationStore> _service = null!;

    public TestDatabase Database { get; private set; } = null!;

    public TestBroker Broker { get; private set; } = null!;

    public Site Site { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Database, Broker) = (await TestDatabase.CreateAsync("crowded"), await TestBroker.CreateAsync("crowded"));
        Site = await Site.StartAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = Database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = Broker.UriOf("publisher").ToString(),
        };
        foreach (var i in Enumerable.Range(0, Endpoints).Select(i => i.ToString(CultureInfo.InvariantCulture)))
        {
            settings[$"Webhooks:Endpoints:{i}:Name"] = $"site-{i}";
            settings[$"Webhooks:Endpoints:{i}:Url"] = new Uri(Site.Url, "/webhooks").ToString();
            settings[$"Webhooks:Endpoints:{i}:Secret"] = PublisherFixture.Secret;
            settings[$"Webhooks:Endpoints:{i}:AllowPrivateAddresses"] = "true";
        }
        _service = new ServiceUnderTest<PublicationStore>(settings);
        Client = _service.Client();
        await Eventually.IsTrueAsync("it is ready", async () => (await Client.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _service, Site, Broker, Database })
            await (part?.DisposeAsync() ?? default);
    }
}

public class ManyEndpointsTests(CrowdedPublisher publisher)
{
    [Fact]
    public async Task Twenty_endpoints_are_told_over_shared_connections_and_readers_are_served()
    {
        var cancel = TestContext.Current.CancellationToken;
        var approved = Approved(NewArticle());
        await publisher.Broker.PublishAsync(approved);
        await Eventually.IsTrueAsync("all endpoints are told", () =>
            Task.FromResult(publisher.Site.Of(approved.CommentId).Count == CrowdedPublisher.Endpoints)
        );
        Assert.True((await publisher.Client.GetAsync($"/articles/{approved.ArticleId}/comments", cancel)).IsSuccessStatusCode);
        await using var command = publisher.Database.Source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN deliveries'"
        );
        Assert.Equal(1L, await command.ExecuteScalarAsync(cancel));
    }
}
