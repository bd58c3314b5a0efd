namespace Moderation.Testing;

/// <summary>Waits on a condition and names it when it does not come true.</summary>
public static class Eventually
{
    /// <summary>
    /// How long a test waits for what takes a moment on a machine of its own: long enough for one that does much else beside it.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <param name="condition">What is waited for, as the failure will say it.</param>
    /// <param name="holds">Looks whether it holds.</param>
    /// <param name="within"><see cref="Patience"/> when not given.</param>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task IsTrueAsync(string condition, Func<Task<bool>> holds, TimeSpan? within = null) =>
        FindAsync(condition, async () => await holds() ? "" : null, within);

    /// <summary>Waits until <paramref name="find"/> returns something, and returns it.</summary>
    /// <exception cref="TimeoutException">It found nothing in time.</exception>
    public static async Task<T> FindAsync<T>(string condition, Func<Task<T?>> find, TimeSpan? within = null)
        where T : class
    {
        var limit = within ?? Patience;
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            if (await find() is { } found)
                return found;
            if (TimeProvider.System.GetElapsedTime(start) > limit)
                throw new TimeoutException($"Not so within {limit.TotalSeconds:0} s: {condition}");
            await timer.WaitForNextTickAsync();
        }
    }
}
