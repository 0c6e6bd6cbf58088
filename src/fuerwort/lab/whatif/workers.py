"""Who computes: this process, all cores, or a cluster that is there already. The numbers are the same."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext

PATIENCE = 10
"""Seconds to wait for a cluster to answer."""


class ClusterError(RuntimeError):
    """The cluster cannot be reached, or the extra is not installed."""


@contextmanager
def workers(jobs: int, cluster: str = "") -> Iterator[Executor | None]:
    """Give an executor: none for one job; so many processes; or the scheduler of a Dask cluster at this address.

    Raises
    ------
    ClusterError
        ``distributed`` is not installed, or nobody answers.
    """
    if cluster:
        with _client(cluster) as executor:
            yield executor
    elif jobs <= 1:
        yield None
    else:
        with ProcessPoolExecutor(jobs, mp_context=_fresh()) as pool:
            yield pool


def _fresh() -> BaseContext:
    """Processes that are no copy of this one: a copy could hold a lock that the progress bar's thread had."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["fuerwort.lab.whatif.play"])
    return context


@contextmanager
def _client(address: str) -> Iterator[Executor]:
    try:
        client = import_module("distributed").Client(address, timeout=PATIENCE)
    except ImportError:
        raise ClusterError("a cluster needs the extra: pip install 'fuerwort[cluster]'") from None
    except (OSError, ValueError) as error:
        raise ClusterError(f"no cluster answers at {address}: {error}") from None
    with client:
        yield client.get_executor(pure=False)
