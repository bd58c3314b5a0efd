using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>How a part of the service does.</summary>
public enum Verdict
{
    Good,

    /// <summary>It works, and somebody should look at it.</summary>
    Doubtful,

    /// <summary>The service does not work with it, or may lose something.</summary>
    Bad,
}

/// <summary>What an examination found. Never holds a secret, a text or personal data.</summary>
/// <param name="Part">In lower case, such as <c>database</c>.</param>
/// <param name="Verdict">How it does.</param>
/// <param name="Found">In a sentence, as seen.</param>
/// <param name="Remedy">What to do; null when there is nothing to do.</param>
public sealed record Diagnosis(string Part, Verdict Verdict, Words Found, Words? Remedy = null)
{
    public static Diagnosis Good(string part, string vi, string en) => new(part, Verdict.Good, new Words(vi, en));
}

/// <summary>Looks at one part of the service without changing it, also while the service runs elsewhere.</summary>
public interface IExamination
{
    /// <summary>In lower case, such as <c>database</c>.</summary>
    string Part { get; }

    /// <exception cref="Exception">The part could not be examined, which is a diagnosis too, with the message.</exception>
    IAsyncEnumerable<Diagnosis> ExamineAsync(CancellationToken cancellationToken);
}
