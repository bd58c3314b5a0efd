using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Moderation.Classifier.Model;
using Moderation.Classifier.Registry;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Tests.Learning;
using Moderation.Classifier.Tests.Registry;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(RegistryUnderTest))]

namespace Moderation.Classifier.Tests.Registry;

/// <summary>Two copies of the classifier with one registry and one broker.</summary>
public sealed class RegistryUnderTest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly List<IAsyncDisposable> _owned = [];
    private TestBroker _broker = null!;

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Of each copy, with the key of operation.</summary>
    public IReadOnlyList<HttpClient> Copies { get; private set; } = [];

    /// <summary>Of the first copy, without the key.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    public IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    /// <summary>Where scores arrive.</summary>
    public IChannel Scores { get; private set; } = null!;

    public RegistryStore Store { get; private set; } = null!;

    /// <summary>Whose decisions are learned from.</summary>
    public DecidingModerator Moderator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var path = Path.Combine(_folder, "small.model");
        await File.WriteAllBytesAsync(path, ModelFile.Write(SmallModel.Shared));
        Database = await TestDatabase.CreateAsync("classifier");
        _owned.Add(Database);
        _broker = await TestBroker.CreateAsync("classifier");
        _owned.Add(_broker);
        Moderator = await DecidingModerator.StartAsync();
        _owned.Add(Moderator);
        Store = new RegistryStore(Database.Source);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:RabbitMq"] = _broker.UriOf("classifier").AbsoluteUri,
            ["ConnectionStrings:Database"] = Database.ConnectionString,
            ["Model:Path"] = path,
            ["Model:Sha256"] = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path))),
            ["Operation:Key"] = _key,
            ["Registry:KeepFiles"] = "1.00:00:00",
            ["Perspective:Teaches"] = "true",
            ["Moderator:Url"] = Moderator.Url.ToString(),
            ["Moderator:Key"] = DecidingModerator.Key,
        };
        ServiceUnderTest<CommentScorer>[] copies = [new(settings), new(settings)];
        _owned.AddRange(copies);
        Copies = [.. copies.Select(Operating)];
        Stranger = copies[0].Client();
        Endpoints = [.. copies[0].Endpoints];
        var connection = await _broker.ConnectAsync();
        _owned.Add(connection);
        Scores = await connection.CreateChannelAsync();
        foreach (var copy in Copies)
            await Eventually.IsTrueAsync("the copy is ready", async () =>
                (await copy.GetAsync("health/ready")).IsSuccessStatusCode
            );
    }

    public Task SubmitAsync(CommentSubmitted comment) => _broker.PublishAsync(comment);

    /// <summary>Adds a candidate of that name which scores as the small model.</summary>
    public Task<long> AddAsync(string name, ClassifierModel? model = null)
    {
        var made = model ?? SmallModel.Shared;
        var named = new ClassifierModel(made.Header with { Name = name }, made.Weights, made.WordWeights);
        return Store.AddAsync(
            new NewModel(named.Header, ModelFile.Write(named), Shipped: false, null, null, By: null, "thử"),
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>As the console asks the first copy.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string? why = "thử nghiệm") =>
        Copies[0].PostAsJsonAsync($"operation/models/{path}", new { by = Guid.CreateVersion7(), why });

    public async Task ServesAsync(string name, TimeSpan? within = null)
    {
        foreach (var copy in Copies)
            await Eventually.IsTrueAsync($"every copy scores by {name}", async () => await InUseAsync(copy) == name, within);
    }

    public static async Task<string?> InUseAsync(HttpClient copy)
    {
        var answer = await copy.PostAsJsonAsync("score", new { content = "Bài viết hay" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("model").GetString();
    }

    public async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private HttpClient Operating(ServiceUnderTest<CommentScorer> copy)
    {
        var client = copy.Client();
        client.DefaultRequestHeaders.Add(OperationKey.Header, _key);
        return client;
    }
}
