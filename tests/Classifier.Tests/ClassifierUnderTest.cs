using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Tests;
using Moderation.Contracts;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(ClassifierUnderTest))]

namespace Moderation.Classifier.Tests;

/// <summary>Two classifiers, each on a broker of its own: one with a small model, one whose model is damaged.</summary>
public sealed class ClassifierUnderTest : IAsyncLifetime
{
    /// <summary>What the classifier with the damaged model asks Perspective's clients for; the other is open.</summary>
    public const string PerspectiveKey = "khoa-Perspective-9f2c";

    private readonly string _folder = Directory.CreateTempSubdirectory("classifier").FullName;
    private readonly List<IAsyncDisposable> _owned = [];
    private TestBroker _broker = null!;
    private IChannel _scores = null!;

    public HttpClient Client { get; private set; } = null!;

    public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    public HttpClient Damaged { get; private set; } = null!;

    public IChannel DamagedBroker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var model = Path.Combine(_folder, "small.model");
        await File.WriteAllBytesAsync(model, ModelFile.Write(SmallModel.Shared));
        (var service, _broker, _scores) = await StartAsync(model);
        Client = service.Client();
        Endpoints = [.. service.Endpoints];

        var damaged = Path.Combine(_folder, "damaged.model");
        await File.WriteAllBytesAsync(damaged, [.. ModelFile.Write(SmallModel.Shared)[..^1], 0xFF]);
        (service, _, DamagedBroker) = await StartAsync(damaged, PerspectiveKey);
        Damaged = service.Client();
        await Eventually.IsTrueAsync("the classifier is ready", async () =>
            (await Client.GetAsync("health/ready")).IsSuccessStatusCode
        );
    }

    /// <summary>Where a message to the classifier's queue can be made by hand.</summary>
    public IChannel Broker => _scores;

    public Task SubmitAsync(IEnumerable<CommentSubmitted> comments) =>
        Task.WhenAll(comments.Select(comment => _broker.PublishAsync(comment)));

    /// <summary>Takes published scores from Moderator's queue until <paramref name="count"/> are there.</summary>
    public async Task<IReadOnlyList<CommentClassified>> TakeScoresAsync(int count)
    {
        var taken = new List<CommentClassified>();
        await Eventually.IsTrueAsync($"{count} scores are published", async () =>
        {
            while (taken.Count < count && await _scores.BasicGetAsync("moderator-record-scores", autoAck: true) is { } message)
                taken.Add(
                    JsonDocument
                        .Parse(message.Body)
                        .RootElement.GetProperty("message")
                        .Deserialize<CommentClassified>(ContractJson.Options)!
                );
            return taken.Count == count;
        });
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(ServiceUnderTest<CommentScorer> Service, TestBroker Broker, IChannel Channel)> StartAsync(
        string model,
        string? perspectiveKey = null
    )
    {
        var broker = await TestBroker.CreateAsync("classifier");
        _owned.Add(broker);
        var database = await TestDatabase.CreateAsync("classifier");
        _owned.Add(database);
        var service = new ServiceUnderTest<CommentScorer>(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:RabbitMq"] = broker.UriOf("classifier").AbsoluteUri,
                ["ConnectionStrings:Database"] = database.ConnectionString,
                ["Model:Path"] = model,
                ["Model:Sha256"] = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(model))),
                ["Perspective:ApiKey"] = perspectiveKey,
            }
        );
        _owned.Add(service);
        var connection = await broker.ConnectAsync();
        _owned.Add(connection);
        return (service, broker, await connection.CreateChannelAsync());
    }
}
