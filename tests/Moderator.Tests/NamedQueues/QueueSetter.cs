using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.NamedQueues;

/// <summary>A senior who sets named queues while other tests do so too, and takes the own ones away in the end.</summary>
internal sealed class QueueSetter(HttpClient client) : IAsyncDisposable
{
    private readonly Dictionary<Guid, (string Name, object[] Routes)> _queues = [];

    public HttpClient Client => client;

    public async Task<Guid> AddAsync(string name, params object[] routes)
    {
        using var response = await PostAsync(name, routes, []);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var added = (await response.JsonAsync()).GetProperty("queues").EnumerateArray();
        var id = added.Single(queue => queue.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();
        _queues[id] = (name, routes);
        return id;
    }

    public async Task AssignAsync(Guid queue, Guid person)
    {
        using var response = await PutAsync(queue, [person]);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> PostAsync(string name, object[] routes, Guid[] people) =>
        TryAsync(version => client.PostAsJsonAsync("/api/named-queues", Body(version, name, routes, people)));

    public Task<HttpResponseMessage> PutAsync(Guid queue, Guid[] people) =>
        TryAsync(version =>
            client.PutAsJsonAsync(
                $"/api/named-queues/{queue}",
                Body(version, _queues[queue].Name, _queues[queue].Routes, people)
            )
        );

    /// <summary>Asks this one before all others.</summary>
    public async Task OrderAsync(Guid first)
    {
        using var response = await TryAsync(async version =>
            await client.PutAsJsonAsync(
                "/api/named-queues/order",
                new
                {
                    version,
                    ids = (await SettingsAsync())
                        .GetProperty("queues")
                        .EnumerateArray()
                        .Select(queue => queue.GetProperty("id").GetGuid())
                        .OrderByDescending(id => id == first),
                }
            )
        );
        response.EnsureSuccessStatusCode();
    }

    public async Task RemoveAsync(Guid queue)
    {
        using var response = await TryAsync(version => client.DeleteAsync($"/api/named-queues/{queue}?version={version}"));
        response.EnsureSuccessStatusCode();
        _queues.Remove(queue);
    }

    /// <summary>Waits until what waits stands where it belongs.</summary>
    public Task RoutedAsync() =>
        Eventually.IsTrueAsync("all that waits is routed", async () =>
            !(await SettingsAsync()).GetProperty("isRouting").GetBoolean()
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Keys.ToList())
            await RemoveAsync(queue);
        client.Dispose();
    }

    private Task<JsonElement> SettingsAsync() => client.ReadAsync("/api/named-queues/settings");

    /// <summary>Other tests change their queues at the same time: then it is asked again on what they made of them.</summary>
    private async Task<HttpResponseMessage> TryAsync(Func<int, Task<HttpResponseMessage>> change)
    {
        HttpResponseMessage response = null!;
        await Eventually.IsTrueAsync("nobody else changes the queues at this moment", async () =>
        {
            response = await change((await SettingsAsync()).GetProperty("version").GetInt32());
            var content = await response.Content.ReadAsStringAsync();
            return !content.Contains("queues-changed", StringComparison.Ordinal)
                && !content.Contains("order-incomplete", StringComparison.Ordinal);
        });
        return response;
    }

    private static object Body(int version, string name, object[] routes, Guid[] people) =>
        new
        {
            version,
            name,
            routes,
            people,
        };
}
