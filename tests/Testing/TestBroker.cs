using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Moderation.Testing;

/// <summary>A virtual host of one test project's own on the real broker, deleted at the end.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private readonly HttpClient _management;
    private readonly string _name;

    private TestBroker(HttpClient management, string name)
    {
        _management = management;
        _name = name;
        Uri = new UriBuilder(Parts.RabbitMq) { Path = "/" + name }.Uri;
    }

    /// <summary>What a service takes as <c>ConnectionStrings:RabbitMq</c>.</summary>
    public Uri Uri { get; }

    public static async Task<TestBroker> CreateAsync(string service)
    {
        var broker = new TestBroker(Management(), $"test-{service}-{Guid.CreateVersion7():n}");
        try
        {
            var user = Parts.RabbitMq.UserInfo.Split(':')[0];
            await broker.PutAsync($"api/vhosts/{broker._name}", new { });
            await broker.PutAsync(
                $"api/permissions/{broker._name}/{user}",
                new
                {
                    configure = ".*",
                    write = ".*",
                    read = ".*",
                }
            );
            return broker;
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException(
                "RabbitMQ's management plugin does not answer. Start what the tests need with: ./infra/test.sh --up",
                exception
            );
        }
    }

    /// <summary>A connection beside the services', for publishing to and looking into queues.</summary>
    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = Uri }.CreateConnectionAsync();

    /// <summary>The names of the queues that exist, with their arguments.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> QueuesAsync()
    {
        var queues = await _management.GetFromJsonAsync<JsonElement[]>($"api/queues/{_name}");
        return queues!.ToDictionary(
            q => q.GetProperty("name").GetString()!,
            q => q.GetProperty("arguments"),
            StringComparer.Ordinal
        );
    }

    public async ValueTask DisposeAsync()
    {
        using var response = await _management.DeleteAsync($"api/vhosts/{_name}");
        _management.Dispose();
    }

    private static HttpClient Management()
    {
        var client = new ServiceCollection()
            .AddHttpClient()
            .BuildServiceProvider()
            .GetRequiredService<IHttpClientFactory>()
            .CreateClient();
        client.BaseAddress = new UriBuilder(Parts.RabbitMqManagement) { UserName = "", Password = "" }.Uri;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Parts.RabbitMqManagement.UserInfo)))
        );
        return client;
    }

    private async Task PutAsync(string path, object body)
    {
        using var response = await _management.PutAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
    }
}
