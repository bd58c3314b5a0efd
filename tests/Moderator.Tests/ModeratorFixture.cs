using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Moderator.Review;
using Moderation.Moderator.Tests;
using Moderation.Moderator.Tests.Models;
using Moderation.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

[assembly: AssemblyFixture(typeof(ModeratorFixture))]

namespace Moderation.Moderator.Tests;

/// <summary>
/// Moderator on a database and a virtual host of its own, and what leaves it. Its waits are longer than any test, so that nothing
/// ends by itself
/// in the middle of one; a test that needs an end moves it in the database.
/// </summary>
public sealed class ModeratorFixture : IAsyncLifetime
{
    public const string Password = "mật khẩu dùng để thử";
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ScoringTimeout = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan ConsoleGone = TimeSpan.FromMinutes(10);

    public static readonly string OperationKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Of every copy, in this process and in others: whichever gets a comment does the same with it.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["DataProtection:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Lists:Starter"] = "false",
        ["Policy:ScoringTimeout"] = ScoringTimeout.ToString(),
        ["Decisions:Grace"] = Grace.ToString(),
        ["Leases:Length"] = Lease.ToString(),
        ["Leases:ConsoleGone"] = ConsoleGone.ToString(),
        // Tests send much alike from one author; those of these rules switch them on in sections of their own.
        ["Policy:Duplicates:Enabled"] = "false",
        ["Policy:AuthorFlood:Enabled"] = "false",
        ["Policy:ArticleFlood:Enabled"] = "false",
    };

    private readonly ConcurrentQueue<Outgoing> _outgoing = new();
    private IConnection? _connection;

    public TestDatabase Database { get; private set; } = null!;

    public TestBroker Broker { get; private set; } = null!;

    public ServiceUnderTest<RecordSubmissionConsumer> Service { get; private set; } = null!;

    /// <summary>Where Moderator asks for Intake, and for two copies of Publisher; nobody is there unless a test is.</summary>
    public Uri IntakeStation { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    public IReadOnlyList<Uri> PublisherStations { get; } =
        [new($"http://127.0.0.1:{FreePort.Find()}"), new($"http://127.0.0.1:{FreePort.Find()}")];

    /// <summary>Says which models there are.</summary>
    internal AnsweringClassifier Classifier { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Classifier = await AnsweringClassifier.StartAsync();
        var operations = FreePort.Find();
        Database = await MigratedDatabase.CopyAsync();
        Broker = await TestBroker.CreateAsync("moderator");
        Service = new ServiceUnderTest<RecordSubmissionConsumer>(
            new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = Database.ConnectionString,
                ["ConnectionStrings:RabbitMq"] = Broker.UriOf("moderator").ToString(),
                ["Operation:Key"] = OperationKey,
                ["Passwords:Rounds"] = "1",
                ["Operations:Port"] = $"{operations}",
                ["Flow:Moderator"] = $"http://127.0.0.1:{operations}",
                ["Flow:Intake"] = IntakeStation.ToString(),
                ["Flow:Publisher"] = string.Join(' ', PublisherStations),
                ["Drift:Every"] = "00:00:05",
                ["Classifier:Url"] = Classifier.Url.ToString(),
                ["Classifier:Key"] = AnsweringClassifier.Key,
                ["Flow:RabbitMq"] = Broker.MonitoringUri.ToString(),
                ["Flow:Every"] = "00:00:01",
                ["Flow:Slowly"] = "00:00:01",
                ["Flow:Patience"] = "00:00:01",
                ["Reports:DeleteEvery"] = "00:00:01",
                ["Faults:DeleteEvery"] = "00:00:01",
            }
        );
        using var client = Service.Client();
        await Eventually.IsTrueAsync(
            "Moderator is ready",
            async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode,
            TimeSpan.FromSeconds(90)
        );
        _connection = await Broker.ConnectAsync();
        await ListenAsync("intake-record-decision");
        await ListenAsync("intake-record-erasure");
    }

    /// <summary>Whatever was started before a failure is taken down.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _connection, Service, Broker, Database, Classifier })
            await (part?.DisposeAsync() ?? default);
        await MigratedDatabase.DropAsync();
    }

    public Task SendAsync<TMessage>(TMessage message)
        where TMessage : class =>
        Broker.PublishAsync(message);

    /// <summary>What has left about a comment, in order.</summary>
    public IReadOnlyList<Outgoing> OutgoingOf(Guid commentId) =>
        [.. _outgoing.Where(o => o.Message.GetProperty("commentId").GetGuid() == commentId)];

    /// <summary>Ends the grace of what is decided about a comment, and waits until the message has left.</summary>
    public async Task<Outgoing> LeftAsync(Guid commentId, string type)
    {
        await ExecuteAsync(
            "UPDATE outbox SET not_before = clock_timestamp() WHERE body LIKE '%' || @commentId || '%'; NOTIFY outbox",
            new { commentId = commentId.ToString() }
        );
        return await Eventually.FindAsync($"{type} has left", () =>
            Task.FromResult(OutgoingOf(commentId).FirstOrDefault(o => o.Type == type))
        );
    }

    /// <summary>
    /// Waits for a comment without scores, lets the time for them pass, and waits until the policy has looked at it.
    /// </summary>
    public async Task LetScoringTimeOutAsync(Guid commentId)
    {
        await Eventually.IsTrueAsync("the text waits for scores", async () => await StatusOfAsync(commentId) == "awaitingScores");
        await ExecuteAsync(
            "UPDATE comments SET received_at = received_at - 6 * @ScoringTimeout WHERE id = @commentId",
            new { commentId, ScoringTimeout }
        );
        await Eventually.IsTrueAsync("it is held without scores", async () =>
            await StatusOfAsync(commentId) is "unscored" or "suspect"
        );
    }

    public async Task<string?> StatusOfAsync(Guid commentId)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT status FROM comments WHERE id = @commentId ORDER BY revision DESC LIMIT 1",
            new { commentId }
        );
    }

    public async Task<T> ReadAsync<T>(string sql, object parameters)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Sends a comment and its scores, and waits until it is in a queue.</summary>
    public Task<Guid> QueueAsync(CommentText? text = null, float toxicity = 0.1f) => QueueAsync(Make.Submitted(text), toxicity);

    /// <inheritdoc cref="QueueAsync(CommentText?, float)"/>
    public async Task<Guid> QueueAsync(CommentSubmitted submitted, float toxicity = 0.1f)
    {
        await SendAsync(submitted);
        await SendAsync(Make.Classified(submitted.CommentId, toxicity));
        await Eventually.IsTrueAsync("the comment is held", async () =>
            await StatusOfAsync(submitted.CommentId) is "pending" or "suspect"
        );
        return submitted.CommentId;
    }

    /// <summary>A client that is signed in as a new person.</summary>
    public async Task<HttpClient> SignedInAsync(string name, Role role = Role.Moderator, params string[] sections)
    {
        await Service
            .Services.GetRequiredService<ModeratorStore>()
            .AddAsync(name, Password, role, sections is [] ? null : sections, TestContext.Current.CancellationToken);
        var client = Service.Client();
        using var response = await client.PostAsJsonAsync("/api/session", new { name, password = Password });
        response.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add(
            "X-CSRF-TOKEN",
            (await response.JsonAsync()).GetProperty("antiforgeryToken").GetString()
        );
        return client;
    }

    private async Task ListenAsync(string queue)
    {
        var channel = await _connection!.CreateChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            using var envelope = JsonDocument.Parse(delivery.Body);
            var type = envelope.RootElement.GetProperty("messageType")[0].GetString()!;
            _outgoing.Enqueue(
                new Outgoing(type[(type.LastIndexOf(':') + 1)..], envelope.RootElement.GetProperty("message").Clone())
            );
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }
}

/// <summary>A message as it lies in the queue.</summary>
public sealed record Outgoing(string Type, JsonElement Message)
{
    public int Version => Message.GetProperty("version").GetInt32();
}

internal static class Answers
{
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Reads what must be there.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {response.StatusCode}");
        return await response.JsonAsync();
    }

    public static async Task<string?> CodeAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("code").GetString();

    public static Task<HttpResponseMessage> DecideAsync(
        this HttpClient client,
        Guid id,
        string outcome,
        string? reason = null,
        string? note = null,
        int revision = 1,
        Guid? lease = null
    ) =>
        client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome,
                reason,
                note,
                revision,
                lease,
            }
        );

    /// <summary>Of an answer to a decision, or to its undo.</summary>
    public static async Task<Guid> DecisionIdAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("decision").GetProperty("id").GetGuid();

    public static Task<HttpResponseMessage> UndoAsync(this HttpClient client, Guid decisionId) =>
        client.PostAsync($"/api/decisions/{decisionId}/undo", null);
}
