using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>Whether the keys of cookies in the database can be opened with <c>DataProtection:Key</c>.</summary>
internal sealed class KeysExamination(IKeyManager keys) : IExamination
{
    public string Part => "keys";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var shut = keys.GetAllKeys().Where(key => !key.IsRevoked).Count(key => !CanBeOpened(key));
        yield return shut == 0
            ? Diagnosis.Good(Part, "mở được mọi khóa của cookie", "all keys of cookies can be opened")
            : new Diagnosis(
                Part,
                Verdict.Bad,
                new Words($"{shut} khóa của cookie không mở được", $"{shut} keys of cookies cannot be opened"),
                new Words(
                    "đặt khóa cũ vào DataProtection:PreviousKey, nếu không mọi người phải đăng nhập lại",
                    "put the former key into DataProtection:PreviousKey, or everybody has to sign in again"
                )
            );
    }

    private static bool CanBeOpened(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
