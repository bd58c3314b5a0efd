using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Faults;

/// <summary>
/// Faults to act on: those that are named, or all open ones of a cause that had come by the time it was looked at.
/// </summary>
public abstract record FaultChoice
{
    private const int MostFaults = 1_000;

    /// <summary>The cause; with <see cref="Until"/>.</summary>
    public Guid? Cause { get; init; }

    /// <summary><c>lastAt</c> of the cause as it was seen: what came later nobody has looked at.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>1 to 1,000 faults, in place of a cause.</summary>
    public IReadOnlyList<Guid>? Faults { get; init; }

    /// <returns>All that is wrong, by member.</returns>
    internal virtual Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if ((Cause is null) == (Faults is null))
            errors["faults"] =
            [
                new(
                    "faults-invalid",
                    "Hãy chọn các tin (faults) hoặc một nguyên nhân (cause).",
                    "Name either faults or a cause."
                ),
            ];
        else if (Faults is not null && Faults.Count is 0 or > MostFaults)
            errors["faults"] = [new("faults-invalid", "Mỗi lần chọn từ 1 đến 1.000 tin.", "Name 1 to 1,000 faults.")];
        if ((Cause is null) != (Until is null))
            errors["until"] =
            [
                new(
                    "until-invalid",
                    "Với một nguyên nhân cần lastAt mà bạn đã thấy (until).",
                    "A cause needs the lastAt that you saw (until)."
                ),
            ];
        return errors;
    }
}

/// <summary>What is to be sent once more.</summary>
public sealed record ReplayRequest : FaultChoice
{
    internal const int MostRate = 1_000;

    /// <summary>Messages a second, 1 to 1,000.</summary>
    public int Rate { get; init; } = 10;

    internal override Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = base.Errors();
        if (Rate is < 1 or > MostRate)
            errors["rate"] = [new("rate-invalid", "Tốc độ từ 1 đến 1.000 tin mỗi giây.", "The rate is 1 to 1,000 a second.")];
        return errors;
    }
}

/// <summary>What is never to be sent again.</summary>
public sealed record DiscardRequest : FaultChoice
{
    /// <summary>1 to 1,000 characters. It stays in the sealed log.</summary>
    public string? Reason { get; init; }

    internal override Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = base.Errors();
        if (InternalText.Trimmed(Reason) is null)
            errors["reason"] = [new("reason-missing", "Hãy ghi lý do bỏ tin.", "Say why it is discarded.")];
        else if (InternalText.ErrorOf(Reason, "reason") is { } error)
            errors["reason"] = [error];
        return errors;
    }
}

/// <param name="Count">How many faults it was done to.</param>
public sealed record DiscardAnswer(int Count);
