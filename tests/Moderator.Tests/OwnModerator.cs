using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Moderator.People;
using Moderation.Moderator.Review;
using Moderation.Testing;

namespace Moderation.Moderator.Tests;

/// <summary>A Moderator for one test alone, on a database and a virtual host of its own, in which nobody is yet.</summary>
internal sealed class OwnModerator : IAsyncDisposable
{
    private readonly List<ServiceUnderTest<RecordSubmissionConsumer>> _copies = [];

    private OwnModerator(TestDatabase database, TestBroker broker) => (Database, Broker) = (database, broker);

    public TestDatabase Database { get; }

    public TestBroker Broker { get; }

    /// <summary>Of the copy that was started last.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The parts alone, with the tables of now, so that a test can fill the database first.</summary>
    public static async Task<OwnModerator> CreateAsync(string name) =>
        new(await MigratedDatabase.CopyAsync(), await TestBroker.CreateAsync(name));

    /// <summary>The same without tables.</summary>
    public static async Task<OwnModerator> CreateEmptyAsync(string name) =>
        new(await TestDatabase.CreateAsync(name), await TestBroker.CreateAsync(name));

    /// <summary>Starts a copy and waits until it is ready.</summary>
    public async Task StartAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(ModeratorFixture.Settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = Database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = Broker.UriOf("moderator").ToString(),
            ["Passwords:Rounds"] = "1",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        var copy = new ServiceUnderTest<RecordSubmissionConsumer>(all);
        _copies.Add(copy);
        Client = await Task.Run(copy.Client);
        await ModeratorProcess.IsReadyAsync(Client);
    }

    /// <summary>
    /// A figure of the copy that was started last, by the value of its label. Its page of figures has those of all copies in this
    /// process under one name, and the last of them wins.
    /// </summary>
    public IReadOnlyDictionary<string, double> Figure(string name, string label)
    {
        var own = _copies[^1].Services.GetRequiredService<IMeterFactory>();
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == own)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            foreach (var (key, of) in tags)
                if (key == label)
                    values[(string)of!] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    /// <summary>Adds an administrator, as whom <see cref="Client"/> is signed in from there on.</summary>
    public async Task SignInAsync(string name)
    {
        await _copies[^1].Services.GetRequiredService<ModeratorStore>().AddAsync(
            name,
            ModeratorFixture.Password,
            Role.Administrator,
            sections: null,
            TestContext.Current.CancellationToken
        );
        await EnterAsync(name);
    }

    /// <summary>Signs <see cref="Client"/> in as somebody who is there.</summary>
    public Task EnterAsync(string name) => EnterAsync(Client, name);

    /// <summary>Another client, which is signed in as a new person.</summary>
    public async Task<HttpClient> SignedInAsync(string name, Role role = Role.Moderator, params string[] sections)
    {
        await _copies[^1].Services.GetRequiredService<ModeratorStore>().AddAsync(
            name,
            ModeratorFixture.Password,
            role,
            sections is [] ? null : sections,
            TestContext.Current.CancellationToken
        );
        var client = _copies[^1].Client();
        await EnterAsync(client, name);
        return client;
    }

    /// <summary>Signs a client in, anew if it was already.</summary>
    public static async Task EnterAsync(HttpClient client, string name)
    {
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        using var signedIn = await client.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        client.DefaultRequestHeaders.Add(
            "X-CSRF-TOKEN",
            (await signedIn.JsonAsync()).GetProperty("antiforgeryToken").GetString()
        );
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        foreach (var copy in _copies)
            await copy.DisposeAsync();
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
    }
}
